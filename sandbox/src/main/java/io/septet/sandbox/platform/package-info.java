/**
 * What the pretend platforms have in common: one world of accounts, posts, faults and limits, and
 * its addresses.
 */
@NullMarked
package io.septet.sandbox.platform;

import org.jspecify.annotations.NullMarked;
