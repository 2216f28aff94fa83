/** An application that gets the store by having the library on its class path. */
@NullMarked
package io.septet.quartz.boot;

import org.jspecify.annotations.NullMarked;
