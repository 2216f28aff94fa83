/** Tests of what Meta's APIs have in common. */
@NullMarked
package io.septet.accounts.platform.graph;

import org.jspecify.annotations.NullMarked;
