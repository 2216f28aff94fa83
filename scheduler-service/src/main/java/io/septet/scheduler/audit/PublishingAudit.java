package io.septet.scheduler.audit;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.Pages;
import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.AccountsClient.Kept;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Compares what became of recent deliveries with the rules and with accounts-service's records,
 * page by page along the list of deliveries by due time, and then with what the feeds show.
 *
 * <pre>
 * SET scheduler:{p00}:audit:WORKSPACE  {"at":"...","deliveries":70,"findings":[]}
 * </pre>
 */
@Component
class PublishingAudit {
    private static final Logger log = LoggerFactory.getLogger(PublishingAudit.class);
    private static final int PAGE = 500;
    private static final int MOST = 1000;

    private final Deliveries deliveries;
    private final AccountsClient accounts;
    private final Pages pages;
    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final ContractTimings timings;
    private final Clock clock;

    PublishingAudit(
            Deliveries deliveries,
            AccountsClient accounts,
            Pages pages,
            StringRedisTemplate redis,
            Changes changes,
            Partitions partitions,
            ContractTimings timings,
            Clock clock) {
        this.deliveries = deliveries;
        this.accounts = accounts;
        this.pages = pages;
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.timings = timings;
        this.clock = clock;
    }

    /** The last audit of a workspace. */
    Optional<Audit> last(String workspace) {
        return changes.find(key(workspace), Audit.class);
    }

    /** Audits every workspace; one that cannot be audited does not keep others from it. */
    void runAll(Duration back) {
        for (var workspace : deliveries.delivering()) {
            try {
                run(workspace, back);
            } catch (Problem | DataAccessException e) {
                log.warn("Publishing in {} was not audited: {}", workspace, e.getMessage());
            }
        }
    }

    /**
     * Audits the deliveries that were due in this time until now, and keeps the result.
     *
     * @throws Problem 503 if accounts-service does not answer
     */
    Audit run(String workspace, Duration back) {
        var now = clock.instant();
        var from = now.minus(back);
        var rules = new Rules(timings, now);
        var platforms = new Platforms(accounts, timings, now);
        int count = 0;
        String cursor = null;
        do {
            var page = page(workspace, from.toEpochMilli(), now.toEpochMilli(), cursor);
            var some = deliveries.findAll(workspace, page.items());
            var kept =
                    accounts.kept(workspace, some.stream().map(Delivery::id).toList()).stream()
                            .collect(Collectors.toMap(Kept::deliveryId, Function.identity()));
            some.forEach(one -> {
                rules.ask(one, kept.get(one.id()));
                platforms.add(one);
            });
            count += some.size();
            cursor = page.next();
        } while (cursor != null);
        platforms.compare(workspace);
        var found =
                Stream.concat(rules.findings().stream(), platforms.findings().stream()).toList();
        found.forEach(one ->
                log.error(
                        "Publishing in {}: rule {} does not hold for {}: {}",
                        workspace,
                        one.rule(),
                        one.delivery(),
                        one.detail()));
        var audit =
                new Audit(
                        now,
                        from,
                        now,
                        count,
                        Stream.concat(rules.kept().stream(), platforms.kept().stream()).toList(),
                        found.stream().limit(MOST).toList(),
                        platforms.notices().stream().limit(MOST).toList(),
                        platforms.notCompared());
        redis.opsForValue().set(key(workspace), changes.write(audit));
        return audit;
    }

    private Pages.Page<String> page(String workspace, long from, long to, @Nullable String cursor) {
        return pages.ids(deliveries.list(workspace), from, to, false, cursor, PAGE);
    }

    private String key(String workspace) {
        return "scheduler:" + partitions.tag(workspace) + ":audit:" + workspace;
    }
}
