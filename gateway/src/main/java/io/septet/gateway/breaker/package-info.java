/** A service that is down is answered for at once, and asked again a little later. */
@NullMarked
package io.septet.gateway.breaker;

import org.jspecify.annotations.NullMarked;
