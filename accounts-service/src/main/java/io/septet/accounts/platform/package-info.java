/**
 * What a platform can do, what it allows, and how one is called.
 *
 * <p>{@link Platform} is what an adapter implements; {@link SendOutcome}, {@link PrepareOutcome}
 * and {@link ReadBack} are the endings a call may have. One package below this one per platform.
 */
@NullMarked
package io.septet.accounts.platform;

import org.jspecify.annotations.NullMarked;
