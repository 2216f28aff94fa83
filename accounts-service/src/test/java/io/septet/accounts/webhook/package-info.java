/** Webhooks, sent to servers on this machine. */
@NullMarked
package io.septet.accounts.webhook;

import org.jspecify.annotations.NullMarked;
