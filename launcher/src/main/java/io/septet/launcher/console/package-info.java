/** What the person at the terminal sees. */
@NullMarked
package io.septet.launcher.console;

import org.jspecify.annotations.NullMarked;
