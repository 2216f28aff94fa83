/**
 * Passkeys (WebAuthn): a key that lies with the member's device, which asks for a finger or a PIN
 * before it is used. It is both factors at once.
 */
@NullMarked
package io.septet.accounts.passkey;

import org.jspecify.annotations.NullMarked;
