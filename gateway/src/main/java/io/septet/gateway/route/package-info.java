/** Where requests go: the routes, and what may pass along them in either direction. */
@NullMarked
package io.septet.gateway.route;

import org.jspecify.annotations.NullMarked;
