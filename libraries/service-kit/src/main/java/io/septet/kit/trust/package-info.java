/**
 * Who is asking: internal tokens that each program signs with its own key and each service
 * verifies.
 */
@NullMarked
package io.septet.kit.trust;

import org.jspecify.annotations.NullMarked;
