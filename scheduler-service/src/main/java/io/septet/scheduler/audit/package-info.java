/** Checks after the event whether everything about publishing held that always holds. */
@NullMarked
package io.septet.scheduler.audit;

import org.jspecify.annotations.NullMarked;
