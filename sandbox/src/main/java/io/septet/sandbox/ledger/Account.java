package io.septet.sandbox.ledger;

/**
 * One profile or page that can be posted to.
 *
 * @param key how files of the sandbox name it, the same whatever port it listens on
 * @param id the platform's own number for it
 * @param handle the name in addresses: user name, or page id at Facebook
 * @param name the name that people read
 * @param token the secret that posts to it
 * @param instance which Mastodon-like server it lives on, from 0; 0 elsewhere
 * @param followers how many follow it, which sets the size of its engagement
 */
public record Account(
        String key,
        Platform platform,
        String id,
        String handle,
        String name,
        String token,
        int instance,
        int followers) {

    @Override
    public String toString() {
        return key;
    }
}
