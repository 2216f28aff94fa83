/**
 * OAuth 2 as far as all platforms share it: {@link App} is who we are there, {@link TokenEndpoint}
 * asks for tokens and tells a refusal from no answer.
 */
@NullMarked
package io.septet.accounts.platform.oauth;

import org.jspecify.annotations.NullMarked;
