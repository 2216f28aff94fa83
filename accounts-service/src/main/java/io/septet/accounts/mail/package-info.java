/**
 * Mail to members, if the installation has a server to send it through.
 *
 * <p>{@link Mailer} hands one {@link Letter} over; what is written, to whom and how often is up to
 * those who use it.
 */
@NullMarked
package io.septet.accounts.mail;

import org.jspecify.annotations.NullMarked;
