/**
 * States as they change, told to browsers by server-sent events.
 *
 * <p>{@link EventsController} follows the streams of all services and passes on what concerns the
 * caller's workspace.
 */
@NullMarked
package io.septet.scheduler.live;

import org.jspecify.annotations.NullMarked;
