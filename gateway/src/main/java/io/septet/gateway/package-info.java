/** The only public door: who is asking, where it goes, how much of it. */
@NullMarked
package io.septet.gateway;

import org.jspecify.annotations.NullMarked;
