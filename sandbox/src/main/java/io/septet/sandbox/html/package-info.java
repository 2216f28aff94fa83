/** The frame, the style and the scripts of every page. */
@NullMarked
package io.septet.sandbox.html;

import org.jspecify.annotations.NullMarked;
