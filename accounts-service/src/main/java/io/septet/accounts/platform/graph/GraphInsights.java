package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.http.Reply.Answered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The lifetime numbers of a post, or those of an account, as Meta's APIs word them. */
public final class GraphInsights {
    private GraphInsights() {}

    private record Insights(@Nullable List<Insight> data) {}

    /**
     * @param values numbers, or objects for metrics by type
     * @param totalValue where there is but one for an account
     */
    private record Insight(
            @Nullable String name,
            @Nullable List<Map<String, JsonNode>> values,
            @Nullable Map<String, JsonNode> totalValue) {
        @Nullable Long number() {
            var from = values == null || values.isEmpty() ? totalValue : values.getFirst();
            if (from == null) {
                return null;
            }
            var value = from.get("value");
            return value != null && value.isIntegralNumber() ? Long.valueOf(value.asLong()) : null;
        }
    }

    /**
     * The numbers in an answer, by our names.
     *
     * @param names the platform's name to ours; others are left out
     */
    public static Map<String, Long> in(Answered answer, Map<String, String> names) {
        var found = new HashMap<String, Long>();
        var data = answer.as(Insights.class).map(Insights::data).orElse(List.of());
        for (var insight : data == null ? List.<Insight>of() : data) {
            var name = insight.name() == null ? null : names.get(insight.name());
            var number = insight.number();
            if (name != null && number != null) {
                found.put(name, number);
            }
        }
        return found;
    }
}
