/**
 * Notices tell members by mail what goes no further by itself: a delivery that failed, was missed,
 * or of which nobody knows whether it is public.
 *
 * <p>{@link NoticeEvents} hears of it and asks who is told, {@link Digests} keeps what one member
 * is to be told until nothing more is added, {@link Postman} hands it over as one letter, which
 * {@link NoticeLetters} writes.
 */
@NullMarked
package io.septet.accounts.notice;

import org.jspecify.annotations.NullMarked;
