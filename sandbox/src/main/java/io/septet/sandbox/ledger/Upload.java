package io.septet.sandbox.ledger;

import java.time.Instant;

/**
 * One picture that an account handed over.
 *
 * @param id the platform's number for it
 * @param account the key of the account it belongs to
 * @param type the media type found in the bytes
 * @param bytes how many were received
 * @param sha256 of the bytes received, lower-case hex
 * @param width in pixels
 * @param height in pixels
 * @param at when it was received
 * @param readyAt until then it is still being processed
 * @param altText may be empty
 */
public record Upload(
        String id,
        String account,
        String type,
        long bytes,
        String sha256,
        int width,
        int height,
        Instant at,
        Instant readyAt,
        String altText) {

    public boolean isReady(Instant now) {
        return !now.isBefore(readyAt);
    }

    public Upload described(String text) {
        return new Upload(id, account, type, bytes, sha256, width, height, at, readyAt, text);
    }
}
