package io.septet.scheduler.audit;

import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.AccountsClient.Found;
import io.septet.scheduler.audit.Audit.Finding;
import io.septet.scheduler.audit.Audit.Unread;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules that only the platforms themselves can answer, asked feed by feed. */
final class Platforms {
    /** What a post is there for twice. */
    static final String TWICE = "there-once";

    /** What is not called public, and is there. */
    static final String SHOWN = "not-there";

    /** What is called public, and is not there any more. */
    static final String GONE = "there";

    private static final int MOST = 500;

    private final AccountsClient accounts;
    private final ContractTimings timings;
    private final Instant now;
    private final Map<String, List<Delivery>> feeds = new LinkedHashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> notices = new ArrayList<>();
    private final List<Unread> notCompared = new ArrayList<>();

    Platforms(AccountsClient accounts, ContractTimings timings, Instant now) {
        this.accounts = accounts;
        this.timings = timings;
        this.now = now;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Finding> notices() {
        return notices;
    }

    List<Unread> notCompared() {
        return notCompared;
    }

    /** Of how many deliveries each rule was asked, and how often it did not hold. */
    List<Audit.Rule> kept() {
        return List.of(GONE, TWICE, SHOWN).stream()
                .map(rule ->
                        new Audit.Rule(
                                rule,
                                asked.getOrDefault(rule, 0),
                                (int)
                                        findings.stream()
                                                .filter(one -> one.rule().equals(rule))
                                                .count()))
                .toList();
    }

    /** Remembers what is decided, and has been for so long that the platform lists it. */
    void add(Delivery delivery) {
        var since = delivery.sentAt() == null ? delivery.due() : delivery.sentAt();
        boolean decided =
                delivery.state() == DeliveryState.PUBLISHED || delivery.state().certainlyNotSent();
        if (decided && since.plus(timings.lastLook()).isBefore(now)) {
            feeds.computeIfAbsent(delivery.feed(), any -> new ArrayList<>()).add(delivery);
        }
    }

    /** Asks all feeds, one after the other. */
    void compare(String workspace) {
        feeds.forEach((feed, all) -> {
            for (int from = 0; from < all.size(); from += MOST) {
                var some = all.subList(from, Math.min(from + MOST, all.size()));
                var shown =
                        accounts.compare(workspace, feed, some.stream().map(Delivery::id).toList());
                var why = shown.why();
                if (why != null) {
                    notCompared.add(new Unread(feed, why));
                }
                for (var delivery : some) {
                    shown.items().stream()
                            .filter(found -> found.delivery().equals(delivery.id()))
                            .findFirst()
                            .ifPresent(found -> judge(delivery, found));
                }
                if (why != null) {
                    return;
                }
            }
        });
    }

    private void judge(Delivery delivery, Found found) {
        if (delivery.state() != DeliveryState.PUBLISHED) {
            asked.merge(SHOWN, 1, Integer::sum);
            if (found.there()) {
                findings.add(
                        finding(
                                SHOWN,
                                delivery,
                                "It is " + delivery.state() + ", but a post of it is there"));
            }
            return;
        }
        asked.merge(GONE, 1, Integer::sum);
        asked.merge(TWICE, 1, Integer::sum);
        // What a member had deleted is meant to be gone.
        if (!found.there() && delivery.retractedAt() == null) {
            notices.add(
                    finding(
                            GONE,
                            delivery,
                            "It is not there any more: deleted there, perhaps by hand"));
        }
        if (!found.more().isEmpty()) {
            findings.add(
                    finding(
                            TWICE,
                            delivery,
                            "It is there more than once: also as " + found.more()));
        }
    }

    private static Finding finding(String rule, Delivery delivery, String detail) {
        return new Finding(rule, delivery.id(), delivery.post(), delivery.feed(), detail);
    }
}
