/**
 * The demo workspace is made through the same doors a person or script would use.
 *
 * <p>{@link DemoData} goes through the steps, {@link DemoProgress} remembers how far it came,
 * {@link DemoPosts} holds the texts and {@link Pictures} paints what goes with them.
 */
@NullMarked
package io.septet.launcher.demo;

import org.jspecify.annotations.NullMarked;
