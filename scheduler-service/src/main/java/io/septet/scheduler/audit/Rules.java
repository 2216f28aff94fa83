package io.septet.scheduler.audit;

import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.accounts.AccountsClient.Kept;
import io.septet.scheduler.audit.Audit.Finding;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import io.septet.scheduler.delivery.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that always hold, asked of one delivery after the other. */
final class Rules {
    private static final Duration GRACE = Duration.ofMinutes(45);

    /** What accounts-service has told takes a moment to be heard. */
    private static final Duration HEARING = Duration.ofMinutes(5);

    private static final List<String> ALL =
            List.of(
                    "once",
                    "settled",
                    "held",
                    "published",
                    "not-public",
                    "content",
                    "due",
                    "armed",
                    "told");

    private static final Set<String> MAYBE_PUBLIC =
            Set.of("ARMED", "UNKNOWN", "PUBLISHED", "REVIEW", "DROPPED");

    private final ContractTimings timings;
    private final Instant now;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Integer> looked = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Rules(ContractTimings timings, Instant now) {
        this.timings = timings;
        this.now = now;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Of how many deliveries each rule was asked, and how often it did not hold. */
    List<Audit.Rule> kept() {
        return ALL.stream()
                .map(rule ->
                        new Audit.Rule(
                                rule,
                                looked.getOrDefault(rule, 0),
                                (int)
                                        findings.stream()
                                                .filter(one -> one.rule().equals(rule))
                                                .count()))
                .toList();
    }

    /**
     * Asks everything of one delivery.
     *
     * @param kept what accounts-service has on record; null = nothing
     */
    void ask(Delivery delivery, @Nullable Kept kept) {
        settled(delivery);
        once(delivery);
        if (kept == null) {
            if (delivery.state() == DeliveryState.PUBLISHED) {
                look("published");
                find("published", delivery, "accounts-service has no record of sending it");
            }
            return;
        }
        published(delivery, kept);
        if (delivery.state().certainlyNotSent()) {
            look("not-public");
            if (MAYBE_PUBLIC.contains(kept.state())) {
                find(
                        "not-public",
                        delivery,
                        "It is " + delivery.state() + ", accounts-service has " + kept.state());
            }
        }
        look("told");
        if (kept.version() > delivery.heard()
                && kept.revision() == delivery.revision()
                && delivery.due().plus(HEARING).isBefore(now)
                && !delivery.state().isOpen()) {
            find(
                    "told",
                    delivery,
                    "accounts-service is at version "
                            + kept.version()
                            + ", heard was "
                            + delivery.heard());
        }
    }

    private void settled(Delivery delivery) {
        var state = delivery.state();
        look(delivery.step() == Step.HELD ? "held" : "settled");
        if (state.isFinal() || state == DeliveryState.REVIEW) {
            return;
        }
        if (delivery.step() == Step.PROCESSING) {
            if (delivery.due().plus(timings.processing()).plus(GRACE).isBefore(now)) {
                find("settled", delivery, "The platform is said to process it for over a day");
            }
        } else if (delivery.step() == Step.HELD) {
            if (delivery.notAfter().plus(HEARING).isBefore(now)) {
                find("held", delivery, "It is held, but its window ended " + delivery.notAfter());
            }
        } else if (delivery.notAfter().plus(GRACE).isBefore(now)) {
            find(
                    "settled",
                    delivery,
                    "It is " + state + ", but its window ended " + delivery.notAfter());
        }
    }

    private void once(Delivery delivery) {
        var id = delivery.platformId();
        if (delivery.state() == DeliveryState.PUBLISHED && id != null) {
            look("once");
            var other = owners.put(delivery.feed() + " " + id, delivery.id());
            if (other != null) {
                find("once", delivery, "The post " + id + " belongs to " + other + " too");
            }
        }
    }

    private void published(Delivery delivery, Kept kept) {
        look("published");
        boolean public_ = kept.state().equals("PUBLISHED");
        if ((delivery.state() == DeliveryState.PUBLISHED) != public_) {
            if (delivery.due().plus(HEARING).isBefore(now)) {
                find(
                        "published",
                        delivery,
                        "It is " + delivery.state() + ", accounts-service has " + kept.state());
            }
            return;
        }
        if (!public_) {
            return;
        }
        look("content");
        look("armed");
        look("due");
        if (!kept.contentHash().equals(delivery.contentHash())) {
            find("content", delivery, "What was sent has another digest than what was approved");
        }
        var armed = kept.armedAt();
        var sent = Objects.requireNonNullElse(kept.sentAt(), now);
        if (armed == null || armed.isAfter(sent.plus(timings.clockTolerance()))) {
            find("armed", delivery, "It was sent " + sent + ", and armed " + armed);
        } else if (armed.plus(timings.clockTolerance()).isBefore(delivery.due())) {
            find("due", delivery, "It was armed " + armed + ", and due " + delivery.due());
        }
    }

    private void look(String rule) {
        looked.merge(rule, 1, Integer::sum);
    }

    private void find(String rule, Delivery delivery, String detail) {
        findings.add(new Finding(rule, delivery.id(), delivery.post(), delivery.feed(), detail));
    }
}
