/** Identifiers. */
@NullMarked
package io.septet.kit.id;

import org.jspecify.annotations.NullMarked;
