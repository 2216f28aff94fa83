/**
 * Where platform tokens are kept: encrypted, each bound to its workspace and feed.
 *
 * <p>{@link Vault} seals and opens; the key lies in a file that only this service's user can read.
 */
@NullMarked
package io.septet.accounts.vault;

import org.jspecify.annotations.NullMarked;
