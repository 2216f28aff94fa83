/** What people do: told by the script that makes it so, kept by accounts-service. */
@NullMarked
package io.septet.kit.deed;

import org.jspecify.annotations.NullMarked;
