/** Files that are whole or not there, and secrets that only their owner can read. */
@NullMarked
package io.septet.launcher.files;

import org.jspecify.annotations.NullMarked;
