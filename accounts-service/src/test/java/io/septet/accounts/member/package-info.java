/** Tests of this package. */
@NullMarked
package io.septet.accounts.member;

import org.jspecify.annotations.NullMarked;
