/**
 * A post is what an author wrote; scheduled, it becomes one delivery per feed.
 *
 * <p>{@link PostController} takes a request, {@link PostForm} reads it, {@link Composer} asks
 * whether it can go out, {@link PostActions} changes the post together with its deliveries, {@link
 * Posts} keeps it.
 */
@NullMarked
package io.septet.scheduler.post;

import org.jspecify.annotations.NullMarked;
