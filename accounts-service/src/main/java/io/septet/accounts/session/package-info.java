/**
 * Signing in: accounts-service checks who somebody is and where they belong; the gateway keeps the
 * session.
 */
@NullMarked
package io.septet.accounts.session;

import org.jspecify.annotations.NullMarked;
