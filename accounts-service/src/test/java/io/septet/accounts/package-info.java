/** Tests through the HTTP door, with a real Redis. */
@NullMarked
package io.septet.accounts;

import org.jspecify.annotations.NullMarked;
