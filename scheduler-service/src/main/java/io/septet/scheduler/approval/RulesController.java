package io.septet.scheduler.approval;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a workspace says which stages its posts pass. */
@RestController
@RequestMapping("/api/v1/approvals/settings")
@Tag(name = "approvals", description = "Who has to say yes before a post goes out")
class RulesController {
    private static final int MOST_STAGES = 3;
    private static final int MOST_OVERRIDES = 100;
    private static final int MOST_MEMBERS = 50;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_ID = 100;

    private final RulesStore rules;

    RulesController(RulesStore rules) {
        this.rules = rules;
    }

    /**
     * @param role {@code EDITOR}, {@code MANAGER} or {@code OWNER}; {@code MANAGER} if left out
     */
    record StageForm(
            @Nullable String name, @Nullable Role role, @Nullable List<@Nullable String> members) {}

    /**
     * @param scope {@code feed} or {@code label}
     */
    record SpecialForm(
            Rules.@Nullable Scope scope, @Nullable String id, @Nullable List<StageForm> stages) {}

    /**
     * @param version as it was read; 0 if nothing was ever set
     */
    record RulesForm(
            @Nullable List<StageForm> stages,
            @Nullable List<SpecialForm> overrides,
            @Nullable Long version) {}

    /** The stages as they leave the API. */
    record RulesView(List<Stage> stages, List<Rules.Special> overrides, long version) {
        static RulesView of(Rules rules) {
            return new RulesView(rules.stages(), rules.overrides(), rules.version());
        }
    }

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "The stages that posts pass before they go out")
    RulesView get(Caller caller) {
        return RulesView.of(rules.of(caller.workspace()));
    }

    @PutMapping
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(
            summary = "Set the stages that posts pass before they go out",
            description =
                    "At most three, each with a name and either a role that decides it at least or members who alone "
                            + "do. A label or feed can ask for stages of its own; of all lists that concern a post the one "
                            + "with the most stages counts. What was submitted before keeps its stages.")
    ResponseEntity<RulesView> put(Caller caller, @RequestBody RulesForm form) {
        if (form.version() == null) {
            throw invalid("version", "Say which version you change; 0 if there is none");
        }
        var before = rules.of(caller.workspace());
        if (before.version() != form.version()) {
            throw Problem.stale("approval", form.version(), before.version());
        }
        var after =
                new Rules(
                        Rules.SCHEMA,
                        before.version() + 1,
                        stages("stages", form.stages()),
                        overrides(form.overrides()));
        if (!rules.put(caller.workspace(), after)) {
            throw Problem.conflict(
                    "changed-meanwhile",
                    "Somebody else has changed the stages",
                    "Load them again and repeat the request");
        }
        return ResponseEntity.ok(RulesView.of(after));
    }

    private static List<Rules.Special> overrides(@Nullable List<SpecialForm> forms) {
        var all = new ArrayList<Rules.Special>();
        var seen = new HashSet<String>();
        for (var form : Objects.requireNonNullElse(forms, List.<SpecialForm>of())) {
            var id = Objects.requireNonNullElse(form.id(), "").strip();
            if (form.scope() == null || id.isEmpty() || id.length() > LONGEST_ID) {
                throw invalid("overrides", "Each names a feed or a label");
            }
            if (!seen.add(form.scope() + " " + id)) {
                throw invalid("overrides", "There are two for the " + form.scope() + " " + id);
            }
            all.add(new Rules.Special(form.scope(), id, stages("overrides", form.stages())));
        }
        if (all.size() > MOST_OVERRIDES) {
            throw invalid("overrides", "At most " + MOST_OVERRIDES + " are possible");
        }
        return List.copyOf(all);
    }

    private static List<Stage> stages(String field, @Nullable List<StageForm> forms) {
        var all = new ArrayList<Stage>();
        var names = new HashSet<String>();
        for (var form : Objects.requireNonNullElse(forms, List.<StageForm>of())) {
            var name = Objects.requireNonNullElse(form.name(), "").strip();
            if (name.isEmpty()
                    || name.length() > LONGEST_NAME
                    || name.codePoints().anyMatch(Character::isISOControl)) {
                throw invalid(field, "A stage's name has 1 to " + LONGEST_NAME + " characters");
            }
            if (!names.add(name)) {
                throw invalid(field, "There are two stages called " + name);
            }
            var role = Objects.requireNonNullElse(form.role(), Role.MANAGER);
            if (role.compareTo(Role.EDITOR) > 0) {
                throw invalid(field, "A stage is decided by an editor, manager or owner at least");
            }
            var members =
                    Objects.requireNonNullElse(form.members(), List.<@Nullable String>of()).stream()
                            .filter(Objects::nonNull)
                            .map(Objects::requireNonNull)
                            .distinct()
                            .toList();
            if (members.size() > MOST_MEMBERS
                    || members.stream().anyMatch(one -> one.length() > LONGEST_ID)) {
                throw invalid(field, "At most " + MOST_MEMBERS + " members can be named");
            }
            all.add(new Stage(name, role, members));
        }
        if (all.size() > MOST_STAGES) {
            throw invalid(field, "At most " + MOST_STAGES + " stages are possible");
        }
        return List.copyOf(all);
    }

    private static Problem invalid(String field, String detail) {
        return Problem.unprocessable(
                        "invalid", "Something in the request is not valid", field + ": " + detail)
                .with("errors", List.of(Map.of("field", field, "detail", detail)));
    }
}
