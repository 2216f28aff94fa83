package io.septet.scheduler.media;

import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.FeedCheck;
import io.septet.scheduler.accounts.ImageRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What pictures feeds take. */
@Component
public class ImageRules {
    private final AccountsClient accounts;

    ImageRules(AccountsClient accounts) {
        this.accounts = accounts;
    }

    /**
     * The rule of each of these that is a feed of the workspace.
     *
     * @throws io.septet.kit.problem.Problem 503 if accounts-service does not answer
     */
    public Map<String, ImageRule> of(String workspace, Collection<String> feeds) {
        var rules = new LinkedHashMap<String, ImageRule>();
        accounts.check(workspace, feeds.stream().map(FeedCheck.Item::of).toList())
                .forEach(check -> {
                    var rule = check.images();
                    if (rule != null && !check.unknown()) {
                        rules.put(check.feed(), rule);
                    }
                });
        return rules;
    }
}
