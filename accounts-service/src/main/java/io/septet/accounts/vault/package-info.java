/**
 * Where platform tokens are kept: encrypted, each bound to its workspace and feed.
 *
 * <p>{@link Vault} seals and opens; {@link VaultKeys} lie in a file that only this service's user
 * can read, {@link Rotation} exchanges them while everything works.
 */
@NullMarked
package io.septet.accounts.vault;

import org.jspecify.annotations.NullMarked;
