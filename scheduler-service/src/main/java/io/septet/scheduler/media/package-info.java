/**
 * Pictures of posts.
 *
 * <p>{@link MediaController} takes a file, {@link Images} makes of it what is safe to show, {@link
 * MediaFolder} keeps the bytes and {@link MediaRecords} what is known of them. {@link Renditions}
 * are what feeds are sent that do not take a picture as it is; {@link Cleaning} removes what nobody
 * uses.
 */
@NullMarked
package io.septet.scheduler.media;

import org.jspecify.annotations.NullMarked;
