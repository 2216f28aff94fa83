/** Reads media bytes from the storage that scheduler-service fills; nothing here writes. */
@NullMarked
package io.septet.accounts.media;

import org.jspecify.annotations.NullMarked;
