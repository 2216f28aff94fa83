/** Documents, indexes and events in Redis that change together or not at all. */
@NullMarked
package io.septet.kit.redis;

import org.jspecify.annotations.NullMarked;
