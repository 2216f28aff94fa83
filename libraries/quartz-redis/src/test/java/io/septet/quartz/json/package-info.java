/** Everything that is stored comes back as it was. */
@NullMarked
package io.septet.quartz.json;

import org.jspecify.annotations.NullMarked;
