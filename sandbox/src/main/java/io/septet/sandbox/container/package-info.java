/**
 * Instagram-like and Threads-like APIs: a post is first a container, which is made of pictures
 * fetched from their addresses and is processed for a while, and then published.
 */
@NullMarked
package io.septet.sandbox.container;

import org.jspecify.annotations.NullMarked;
