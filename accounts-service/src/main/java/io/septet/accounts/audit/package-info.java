/**
 * The audit log: what people have done in a workspace, each record chained to the one before, so
 * that nobody can change or take out one unseen.
 *
 * <p>{@link AuditEvents} hears of deeds, {@link AuditLog} chains and keeps them, {@link
 * AuditController} shows them to owners.
 */
@NullMarked
package io.septet.accounts.audit;

import org.jspecify.annotations.NullMarked;
