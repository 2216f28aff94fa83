/**
 * Pictures of posts.
 *
 * <p>{@link MediaController} takes a file, {@link Images} makes of it what is safe to show, {@link
 * MediaFolder} keeps the bytes and {@link MediaRecords} what is known of them.
 */
@NullMarked
package io.septet.scheduler.media;

import org.jspecify.annotations.NullMarked;
