/** How the documents of the services become one. */
@NullMarked
package io.septet.gateway.openapi;

import org.jspecify.annotations.NullMarked;
