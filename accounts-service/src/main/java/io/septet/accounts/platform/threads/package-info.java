/** Threads, through its own API. */
@NullMarked
package io.septet.accounts.platform.threads;

import org.jspecify.annotations.NullMarked;
