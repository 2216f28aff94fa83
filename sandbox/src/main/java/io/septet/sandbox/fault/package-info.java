/** What goes wrong on demand, and what is refused for coming too often. */
@NullMarked
package io.septet.sandbox.fault;

import org.jspecify.annotations.NullMarked;
