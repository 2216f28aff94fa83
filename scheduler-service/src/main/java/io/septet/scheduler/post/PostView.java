package io.septet.scheduler.post;

import io.septet.kit.trust.Caller;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryView;
import io.septet.scheduler.media.Rendition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post as it leaves the API.
 *
 * @param renditions what a feed is sent instead of the post's pictures, by feed, where it is not
 *     those themselves; a draft has none yet
 * @param approval null if nobody has to be asked, or it was not submitted
 */
record PostView(
        String id,
        PostState state,
        String text,
        List<String> altTexts,
        List<String> media,
        Map<String, Variant> variants,
        List<String> feeds,
        @Nullable Instant due,
        @Nullable String zone,
        @Nullable Instant notAfter,
        List<String> labels,
        @Nullable String warning,
        @Nullable String visibility,
        @Nullable String language,
        Map<String, List<Rendition>> renditions,
        Author author,
        Instant createdAt,
        List<DeliveryView> deliveries,
        @Nullable ApprovalView approval,
        long version) {

    /** Names are kept by accounts-service. */
    record Author(String id) {}

    static PostView of(Caller caller, Post post, List<Delivery> deliveries) {
        var draft = post.draft();
        return new PostView(
                post.id(),
                post.state(),
                draft.text(),
                draft.altTexts(),
                draft.media(),
                draft.variants(),
                draft.feeds(),
                draft.due(),
                draft.zone(),
                draft.notAfter(),
                draft.labels(),
                draft.warning(),
                draft.visibility(),
                draft.language(),
                post.allRenditions(),
                new Author(post.author()),
                post.createdAt(),
                deliveries.stream().sorted(order(draft.feeds())).map(DeliveryView::of).toList(),
                ApprovalView.of(caller, post),
                post.version());
    }

    /** In the order of the post's feeds; those of feeds taken out since come last. */
    private static Comparator<Delivery> order(List<String> feeds) {
        return Comparator.comparing((Delivery delivery) ->
                        Math.floorMod(feeds.indexOf(delivery.feed()), Integer.MAX_VALUE))
                .thenComparing(Delivery::feed);
    }
}
