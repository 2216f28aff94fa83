/** What the services share, and nothing that only one of them needs. */
@NullMarked
package io.septet.kit;

import org.jspecify.annotations.NullMarked;
