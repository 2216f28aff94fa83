/**
 * Holds: a stop for a feed, a label, a workspace or everything, read inside the script that arms a
 * send.
 */
@NullMarked
package io.septet.accounts.hold;

import org.jspecify.annotations.NullMarked;
