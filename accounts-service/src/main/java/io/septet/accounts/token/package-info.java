/**
 * Bearer tokens: what scripts sign in with. Only a digest is kept, so that nobody who reads the
 * store can use one.
 */
@NullMarked
package io.septet.accounts.token;

import org.jspecify.annotations.NullMarked;
