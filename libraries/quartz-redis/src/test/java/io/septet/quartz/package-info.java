/**
 * The store against real Redis: its contract, random operations, crashes, and a cluster of Redis.
 */
@NullMarked
package io.septet.quartz;

import org.jspecify.annotations.NullMarked;
