/**
 * Signing in with the organisation's own provider of identities (OpenID Connect), if one is set.
 */
@NullMarked
package io.septet.gateway.provider;

import org.jspecify.annotations.NullMarked;
