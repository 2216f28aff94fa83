/**
 * Webhooks tell other programs what happens in a workspace, by signed requests as Standard Webhooks
 * has them.
 *
 * <p>{@link WebhookEvents} hears of it and puts a message down for each address that wants it,
 * {@link Messages} keeps it until it is delivered or given up, {@link Courier} makes the tries,
 * {@link Posting} one request. It is done here because accounts-service alone calls servers that
 * people name and alone has the vault.
 */
@NullMarked
package io.septet.accounts.webhook;

import org.jspecify.annotations.NullMarked;
