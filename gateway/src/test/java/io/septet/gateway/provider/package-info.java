/** Tests of signing in with the organisation's provider. */
@NullMarked
package io.septet.gateway.provider;

import org.jspecify.annotations.NullMarked;
