package io.septet.accounts.platform;

import org.jspecify.annotations.Nullable;

/**
 * Why a platform would refuse a text or a picture.
 *
 * @param type {@code text-too-long}, {@code text-empty}, {@code too-many-images}, {@code
 *     image-too-large}, {@code image-type-unsupported}, {@code alt-text-too-long}; of single
 *     platforms {@code media-missing}, {@code image-ratio-unsupported}, {@code too-many-hashtags},
 *     {@code too-many-mentions}, {@code too-many-links} or {@code text-too-many-bytes}
 * @param detail in words, naming platform, limit and length
 * @param limit what is allowed, in the unit of the rule
 * @param length what was given
 */
public record ContentFault(
        String type, String detail, @Nullable Long limit, @Nullable Long length) {}
