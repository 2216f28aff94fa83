/**
 * Connecting accounts by consent: a member is sent to the platform, comes back, and chooses.
 *
 * <p>{@link ConnectController} is the door, {@link Consenting} leads through the flow, {@link
 * Attempts} keeps what is under way; what differs from platform to platform is a {@link
 * io.septet.accounts.platform.Consent}.
 */
@NullMarked
package io.septet.accounts.connect;

import org.jspecify.annotations.NullMarked;
