/** A Telegram-like Bot API: channels to which a bot posts, and which it cannot read. */
@NullMarked
package io.septet.sandbox.telegram;

import org.jspecify.annotations.NullMarked;
