package io.septet.accounts.platform;

import org.jspecify.annotations.Nullable;

/**
 * Why a platform would refuse a text or a picture.
 *
 * @param type {@code text-too-long}, {@code text-empty}, {@code too-many-images}, {@code
 *     image-too-large}, {@code image-type-unsupported} or {@code alt-text-too-long}
 * @param detail in words, naming platform, limit and length
 * @param limit what is allowed, in the unit of the rule
 * @param length what was given
 */
public record ContentFault(
        String type, String detail, @Nullable Long limit, @Nullable Long length) {}
