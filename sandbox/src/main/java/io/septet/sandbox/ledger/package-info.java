/**
 * What the pretend platforms really have: accounts, uploaded media and accepted posts, kept on disk
 * before they are answered.
 */
@NullMarked
package io.septet.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
