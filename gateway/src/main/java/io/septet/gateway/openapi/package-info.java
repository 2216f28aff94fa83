/** One description of the API, put together from the services' own. */
@NullMarked
package io.septet.gateway.openapi;

import org.jspecify.annotations.NullMarked;
