/** Links that let one person do one thing once, through the door. */
@NullMarked
package io.septet.accounts.link;

import org.jspecify.annotations.NullMarked;
