package io.septet.sandbox.linkedin;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.platform.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers of LinkedIn; a post that nobody has seen is left out of the statistics. */
final class LinkedInStatistics {
    private final World world;

    LinkedInStatistics(World world) {
        this.world = world;
    }

    Reply shares(Call call, Caller caller) {
        Account organization =
                caller.organization(
                        call.query("organizationalEntity", ""), "rw_organization_admin");
        if (!call.query("q", "").equals("organizationalEntity") || organization == null) {
            return LinkedInWords.denied("organizationalEntityShareStatistics.FINDER");
        }
        List<String> wanted = list(call.query("shares", "List()"));
        if (wanted == null) {
            return LinkedInWords.invalid("INVALID_VALUE_FOR_FIELD", "shares must be a List(..)");
        }
        var elements = new ArrayList<Map<String, @Nullable Object>>();
        for (String urn : wanted) {
            Post post = world.ledger().find(organization, urn);
            if (post != null && world.engagement(organization, post).views() > 0) {
                elements.add(element(organization, post));
            }
        }
        return Reply.json(
                200,
                Json.of(
                        "elements",
                        elements,
                        "paging",
                        Json.of("start", 0, "count", wanted.size(), "links", List.of())));
    }

    private static @Nullable List<String> list(String text) {
        if (!text.startsWith("List(") || !text.endsWith(")")) {
            return null;
        }
        String inside = text.substring("List(".length(), text.length() - 1);
        return inside.isEmpty() ? List.of() : List.of(inside.split(","));
    }

    private Map<String, @Nullable Object> element(Account organization, Post post) {
        var seen = world.engagement(organization, post);
        return Json.of(
                "share",
                post.id(),
                "organizationalEntity",
                LinkedInApi.urn(organization),
                "totalShareStatistics",
                Json.of(
                        "impressionCount",
                        seen.views(),
                        "uniqueImpressionsCount",
                        seen.reach(),
                        "clickCount",
                        seen.clicks(),
                        "likeCount",
                        seen.likes(),
                        "commentCount",
                        seen.comments(),
                        "shareCount",
                        seen.shares(),
                        "engagement",
                        (double) (seen.clicks() + seen.likes() + seen.comments() + seen.shares())
                                / seen.views()));
    }

    Reply social(Call call, Caller caller) {
        Account organization = LinkedInPosts.owner(world, caller, call.path("urn"));
        Post post =
                organization == null ? null : world.ledger().find(organization, call.path("urn"));
        if (organization == null || post == null) {
            return LinkedInWords.gone(call.path("urn"));
        }
        if (LinkedInApi.isMember(organization) || !caller.access().may("r_organization_social")) {
            return LinkedInWords.denied("socialActions.GET");
        }
        var seen = world.engagement(organization, post);
        return Reply.json(
                200,
                Json.of(
                        "target",
                        post.id(),
                        "likesSummary",
                        Json.of("totalLikes", seen.likes(), "likedByCurrentUser", false),
                        "commentsSummary",
                        Json.of("totalFirstLevelComments", seen.comments())));
    }

    Reply followers(Call call, Caller caller) {
        Account organization = caller.organization(call.path("urn"), "rw_organization_admin");
        return organization != null
                        && call.query("edgeType", "").equals("COMPANY_FOLLOWED_BY_MEMBER")
                ? Reply.json(200, Json.of("firstDegreeSize", world.followers(organization)))
                : LinkedInWords.gone(call.path("urn"));
    }
}
