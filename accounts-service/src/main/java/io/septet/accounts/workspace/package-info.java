/**
 * A workspace is one team with its feeds, members, posts and reports; the border of every
 * permission.
 */
@NullMarked
package io.septet.accounts.workspace;

import org.jspecify.annotations.NullMarked;
