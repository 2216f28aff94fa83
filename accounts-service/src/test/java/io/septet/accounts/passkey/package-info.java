/** Tests of passkeys. */
@NullMarked
package io.septet.accounts.passkey;

import org.jspecify.annotations.NullMarked;
