/**
 * The second factor: codes of an authenticator app, and codes on paper for when it is lost. The
 * secret lies in the vault, the codes on paper by their digest.
 */
@NullMarked
package io.septet.accounts.factor;

import org.jspecify.annotations.NullMarked;
