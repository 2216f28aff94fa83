/** How much a client may send. */
@NullMarked
package io.septet.gateway.body;

import org.jspecify.annotations.NullMarked;
