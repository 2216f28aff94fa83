/**
 * A clustered Quartz job store on Redis: every call that changes something is one script.
 *
 * <p>{@link io.septet.quartz.RedisJobStore} is what Quartz talks to; {@code Definitions}, {@code
 * Pauses} and {@code Calendars} keep what is scheduled, {@code Firing} acquires, fires and
 * completes, {@code Membership} holds the lease under which that happens.
 */
@NullMarked
package io.septet.quartz;

import org.jspecify.annotations.NullMarked;
