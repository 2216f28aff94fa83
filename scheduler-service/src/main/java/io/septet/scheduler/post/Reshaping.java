package io.septet.scheduler.post;

import io.septet.scheduler.accounts.FeedCheck;
import io.septet.scheduler.delivery.Content;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what a post's deliveries are with what a {@link Goal} wants of them. Nothing is sent a
 * second time by it: what is public, or may be, is left alone.
 *
 * @param fresh feeds that get a delivery: their first, or a new take
 * @param changed deliveries that go on with another content or at another time
 * @param stopped deliveries that no longer go out
 */
record Reshaping(List<String> fresh, List<Delivery> changed, List<Delivery> stopped) {

    /**
     * @param present the present deliveries of the post, by feed
     * @param contents what is to be sent, by feed
     */
    static Reshaping of(
            Post post, Goal goal, Map<String, Delivery> present, Map<String, Content> contents) {
        var shape = new Reshaping(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean underWay = present.values().stream().anyMatch(one -> one.state().isOpen());
        for (var feed : contents.keySet()) {
            var delivery = present.get(feed);
            if (delivery == null || sendAgain(post, goal, delivery, underWay)) {
                shape.fresh.add(feed);
            } else if (delivery.state().isOpen()
                    && !follows(delivery, goal, contents.get(feed), post)) {
                shape.changed.add(delivery);
            }
        }
        present.values().stream()
                .filter(one -> one.state().isOpen() && !contents.containsKey(one.feed()))
                .forEach(shape.stopped::add);
        return shape;
    }

    /**
     * What certainly did not go out is sent again only if a person says so.
     *
     * @param underWay whether others of the post are still to go out: then sending it at another
     *     time means those, and does not bring back what was cancelled
     */
    private static boolean sendAgain(Post post, Goal goal, Delivery delivery, boolean underWay) {
        return switch (goal) {
            case Goal.Send(var draft, var all) -> !underWay && delivery.state().certainlyNotSent();
            case Goal.Edit(var draft) ->
                    // Its feed was taken out of the post, and is put in again.
                    delivery.state() == DeliveryState.CANCELLED
                            && !post.draft().feeds().contains(delivery.feed());
            case Goal.Release(var approval) -> delivery.state().certainlyNotSent();
            case Goal.Submit(var draft, var again) -> false;
            case Goal.Stop() -> false;
            case Goal.Delete() -> false;
        };
    }

    private static boolean follows(Delivery delivery, Goal goal, Content content, Post post) {
        var draft =
                switch (goal) {
                    case Goal.Send(var wanted, var all) -> wanted;
                    case Goal.Edit(var wanted) -> wanted;
                    case Goal.Submit(var wanted, var again) -> wanted;
                    case Goal.Release(var approval) -> post.draft();
                    case Goal.Stop() -> post.draft();
                    case Goal.Delete() -> post.draft();
                };
        return delivery.content().equals(content)
                && (keepsItsTime(delivery, goal, post)
                        || (delivery.due().equals(draft.due())
                                && delivery.notAfter().equals(draft.notAfter())))
                && delivery.labels().equals(draft.labels());
    }

    /** One that was given a time of its own does not follow the post's, unless all go out now. */
    private static boolean keepsItsTime(Delivery delivery, Goal goal, Post post) {
        boolean all = goal instanceof Goal.Send send && send.all();
        return !all && !delivery.due().equals(post.draft().due());
    }

    boolean changesNothing() {
        return fresh.isEmpty() && changed.isEmpty() && stopped.isEmpty();
    }

    /** The feeds whose content goes out anew, and so has to be asked about. */
    List<String> toAsk() {
        var feeds = new ArrayList<>(fresh);
        changed.forEach(one -> feeds.add(one.feed()));
        return feeds;
    }

    /** Those that must not be with accounts-service when they are changed. */
    List<Delivery> toHold() {
        var hold = new ArrayList<>(changed);
        hold.addAll(stopped);
        return hold;
    }

    /**
     * The deliveries that change, as they will be, each with what it is now (null = new), by feed.
     */
    Map<String, Delivery> after(
            Post post,
            Goal goal,
            Draft draft,
            Map<String, Delivery> present,
            Map<String, Content> contents,
            Map<String, FeedCheck> checks) {
        var after = new LinkedHashMap<String, Delivery>();
        for (var feed : fresh) {
            var old = present.get(feed);
            after.put(
                    feed,
                    Delivery.scheduled(
                            post.workspace(),
                            post.id(),
                            post.author(),
                            feed,
                            old == null ? 1 : old.take() + 1,
                            Composer.plan(
                                    draft,
                                    java.util.Objects.requireNonNull(contents.get(feed)),
                                    java.util.Objects.requireNonNull(checks.get(feed)))));
        }
        for (var one : changed) {
            var plan =
                    Composer.plan(
                            draft,
                            java.util.Objects.requireNonNull(contents.get(one.feed())),
                            java.util.Objects.requireNonNull(checks.get(one.feed())));
            after.put(
                    one.feed(),
                    one.replanned(
                            keepsItsTime(one, goal, post)
                                    ? plan.at(one.due(), one.notAfter())
                                    : plan));
        }
        stopped.forEach(one -> after.put(one.feed(), one.cancelled()));
        return after;
    }
}
