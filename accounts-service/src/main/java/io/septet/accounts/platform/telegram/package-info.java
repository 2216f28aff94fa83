/** Telegram channels, through a bot that administers them. */
@NullMarked
package io.septet.accounts.platform.telegram;

import org.jspecify.annotations.NullMarked;
