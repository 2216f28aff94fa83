package io.septet.accounts.audit;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.kit.deed.Deeds;
import io.septet.kit.problem.Problem;
import io.septet.kit.table.Csv;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows owners who has done what, and proves that nothing of it was changed. */
@RestController
class AuditController {
    private static final int MOST = 200;

    private final AuditLog audit;
    private final Members members;
    private final Deeds deeds;

    AuditController(AuditLog audit, Members members, Deeds deeds) {
        this.audit = audit;
        this.members = members;
        this.deeds = deeds;
    }

    /**
     * A record as shown.
     *
     * @param name of the member; null if nobody of that id is known
     */
    record View(
            long n,
            Instant at,
            String who,
            @Nullable String name,
            String from,
            String what,
            String on,
            Map<String, String> facts,
            String hash) {}

    /**
     * @param next the cursor of what comes after; null at the end
     */
    record Page(List<View> items, @Nullable String next) {}

    @GetMapping("/api/v1/audit")
    @PreAuthorize("hasRole('OWNER')")
    @Operation(summary = "Who has done what, the newest first")
    Page page(
            Caller caller,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String what,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.unprocessable(
                    "limit-out-of-range",
                    "A page cannot be that long",
                    "limit is " + limit + ", but must be 1 to " + MOST);
        }
        var names = new HashMap<String, @Nullable String>();
        var found =
                audit.page(caller.workspace(), below(cursor), limit, wanted(who, what, from, to));
        return new Page(
                found.items().stream().map(record -> view(record, names)).toList(),
                found.next() == null ? null : "" + found.next());
    }

    @GetMapping("/api/v1/audit.csv")
    @PreAuthorize("hasRole('OWNER')")
    @Operation(
            summary = "The same as a file, the oldest first",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = "string"))))
    void file(
            Caller caller,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String what,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        var wanted = wanted(who, what, from, to);
        deeds.tell(caller.workspace(), "audit.exported", "audit", Map.of());
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"septet-audit.csv\"");
        var out =
                new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        var csv = new Csv(out);
        csv.line("n", "at", "who", "name", "from", "what", "on", "facts", "previous", "hash");
        var names = new HashMap<String, @Nullable String>();
        audit.each(
                caller.workspace(),
                wanted,
                record ->
                        csv.line(
                                record.n(),
                                record.at(),
                                record.who(),
                                name(record.who(), names),
                                record.from(),
                                record.what(),
                                record.on(),
                                record.told(),
                                record.previous(),
                                record.hash()));
        out.flush();
    }

    @GetMapping("/api/v1/audit/verification")
    @PreAuthorize("hasRole('OWNER')")
    @Operation(summary = "Whether every record is as it was written")
    AuditLog.Verification verification(Caller caller) {
        return audit.verify(caller.workspace());
    }

    @GetMapping("/internal/v1/workspaces/{workspace}/audit/verification")
    AuditLog.Verification verification(@PathVariable String workspace) {
        return audit.verify(workspace);
    }

    private View view(AuditRecord record, Map<String, @Nullable String> names) {
        return new View(
                record.n(),
                record.at(),
                record.who(),
                name(record.who(), names),
                record.from(),
                record.what(),
                record.on(),
                record.facts(),
                record.hash());
    }

    private @Nullable String name(String who, Map<String, @Nullable String> names) {
        if (!names.containsKey(who)) {
            names.put(who, members.find(who).map(Member::name).orElse(null));
        }
        return names.get(who);
    }

    private static @Nullable Long below(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw Problem.badRequest(
                    "malformed-cursor",
                    "The cursor cannot be read",
                    "Give one that a list answered");
        }
    }

    private static Predicate<AuditRecord> wanted(
            @Nullable String who,
            @Nullable String what,
            @Nullable String from,
            @Nullable String to) {
        var begin = moment("from", from);
        var end = moment("to", to);
        return record ->
                (who == null || record.who().equals(who))
                        && (what == null || record.what().startsWith(what))
                        && (begin == null || !record.at().isBefore(begin))
                        && (end == null || record.at().isBefore(end));
    }

    private static @Nullable Instant moment(String name, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.unprocessable(
                    "time-unreadable",
                    "That is not a date and time",
                    "Give " + name + " as 2026-03-01T09:00:00Z, with its offset from UTC");
        }
    }
}
