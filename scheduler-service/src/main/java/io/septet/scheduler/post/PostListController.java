package io.septet.scheduler.post;

import io.septet.kit.trust.Caller;
import io.septet.scheduler.Pages;
import io.septet.scheduler.Pages.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.StringArrayPropertyEditor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where posts are searched, and their labels listed. */
@RestController
@Tag(name = "posts", description = "What authors write")
class PostListController {
    /** How many posts one call reads at most: some tens of milliseconds of work. */
    private static final int MOST_READ = 2_000;

    private final Posts posts;
    private final Labels labels;
    private final Pages pages;

    PostListController(Posts posts, Labels labels, Pages pages) {
        this.posts = posts;
        this.labels = labels;
        this.pages = pages;
    }

    /** A label may contain a comma, which is no border between two. */
    @InitBinder
    void keepCommas(WebDataBinder binder) {
        binder.registerCustomEditor(String[].class, new StringArrayPropertyEditor("\n"));
    }

    @GetMapping("/api/v1/posts")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "Posts, the newest first",
            description =
                    "Searching reads a bounded number of posts per call, so a page can be short, even empty, "
                            + "and still have a next one. Within one parameter any value counts, between "
                            + "parameters all must hold.")
    Page<PostView> list(
            Caller caller,
            @Parameter(
                            description =
                                    "Words, each of which the text or one of its variants contains, in "
                                            + "upper or lower case")
                    @RequestParam
                    @Nullable String q,
            @RequestParam @Nullable List<PostState> state,
            @RequestParam @Nullable List<String> feed,
            @RequestParam String @Nullable [] label,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        var workspace = caller.workspace();
        var filter = PostFilter.of(q, state, feed, label);
        return pages.filtered(
                        shortest(workspace, filter),
                        cursor,
                        Pages.limit(limit, 50, 200),
                        MOST_READ,
                        ids ->
                                posts.findAll(workspace, ids).stream()
                                        .filter(post -> post.workspace().equals(workspace))
                                        .filter(filter::passes)
                                        .collect(Collectors.toMap(Post::id, Function.identity())))
                .map(found -> views(caller, found));
    }

    /** The labels of a workspace's posts, by name. */
    record LabelPage(List<Labels.Label> items, @Nullable String next) {}

    @GetMapping("/api/v1/labels")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Every label, with the number of posts that have it")
    LabelPage labels(Caller caller) {
        return new LabelPage(labels.all(caller.workspace()), null);
    }

    /** Of the lists that hold everything wanted, one that holds little else. */
    private String shortest(String workspace, PostFilter filter) {
        if (filter.labels().size() == 1) {
            return labels.list(workspace, filter.labels().getFirst());
        }
        return filter.states().size() == 1
                ? posts.listOfState(workspace, filter.states().getFirst())
                : posts.list(workspace);
    }

    private List<PostView> views(Caller caller, List<Post> found) {
        var all = posts.deliveriesOf(caller.workspace(), found);
        return found.stream()
                .map(post ->
                        PostView.of(
                                caller,
                                post,
                                post.deliveries().values().stream()
                                        .map(sent -> all.get(sent.id()))
                                        .filter(Objects::nonNull)
                                        .map(Objects::requireNonNull)
                                        .toList()))
                .toList();
    }
}
