package io.septet.accounts.platform.graph;

import java.util.Map;

/**
 * What one platform calls the things that Instagram and Threads share.
 *
 * @param name as people write it
 * @param containers the edge of an account at which containers are made
 * @param publish the edge of an account at which they are published
 * @param text the field for what people read
 * @param imageType whether a picture's container says that it is one
 * @param status the field of a container that tells how far it is
 * @param words the field of a container that says what went wrong
 * @param metrics the platform's name to ours
 * @param listing how the account's posts are listed
 */
public record Dialect(
        String name,
        String containers,
        String publish,
        String text,
        boolean imageType,
        String status,
        String words,
        Map<String, String> metrics,
        GraphPosts.Listing listing) {}
