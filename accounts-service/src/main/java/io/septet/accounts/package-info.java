/** The only part of Septet that talks to platforms, and the owner of everything secret. */
@NullMarked
package io.septet.accounts;

import org.jspecify.annotations.NullMarked;
