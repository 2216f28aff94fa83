package io.septet.sandbox.container;

import io.septet.sandbox.ledger.Platform;
import java.util.Set;

/** In what the two platforms differ. */
enum Flavour {
    INSTAGRAM(
            Platform.INSTAGRAM,
            "/instagram/v26.0",
            "media",
            "media_publish",
            "content_publishing_limit",
            "ig_exchange_token",
            "ig_refresh_token",
            "caption",
            2_200,
            10,
            100,
            Set.of("image/jpeg"),
            0.8,
            1.91),
    THREADS(
            Platform.THREADS,
            "/threads/v1.0",
            "threads",
            "threads_publish",
            "threads_publishing_limit",
            "th_exchange_token",
            "th_refresh_token",
            "text",
            500,
            20,
            250,
            Set.of("image/jpeg", "image/png"),
            0.1,
            10);

    final Platform platform;
    final String root;
    final String containers;
    final String publish;
    final String quota;

    /** The grant that makes a token of an hour into one of two months. */
    final String exchange;

    /** The grant that renews it. */
    final String refresh;

    final String text;
    final int longest;
    final int mostItems;

    /** Posts in 24 hours. */
    final int perDay;

    final Set<String> types;

    /** Width by height of the tallest picture. */
    final double tallest;

    /** Width by height of the widest picture. */
    final double widest;

    Flavour(
            Platform platform,
            String root,
            String containers,
            String publish,
            String quota,
            String exchange,
            String refresh,
            String text,
            int longest,
            int mostItems,
            int perDay,
            Set<String> types,
            double tallest,
            double widest) {
        this.platform = platform;
        this.root = root;
        this.containers = containers;
        this.publish = publish;
        this.quota = quota;
        this.exchange = exchange;
        this.refresh = refresh;
        this.text = text;
        this.longest = longest;
        this.mostItems = mostItems;
        this.perDay = perDay;
        this.types = types;
        this.tallest = tallest;
        this.widest = widest;
    }
}
