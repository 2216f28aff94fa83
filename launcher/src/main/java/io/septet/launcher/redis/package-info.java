/**
 * The one store of everything, started from the machine's own {@code redis-server} or from the one
 * we bring.
 *
 * <p>{@link RedisBinary} finds it, {@link RedisFolder} writes its settings and password, {@link
 * RedisProbe} asks whether it answers.
 */
@NullMarked
package io.septet.launcher.redis;

import org.jspecify.annotations.NullMarked;
