/** What is approved and what is sent are compared by one digest. */
@NullMarked
package io.septet.kit.content;

import org.jspecify.annotations.NullMarked;
