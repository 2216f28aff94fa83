package io.septet.analytics.report;

import io.septet.kit.deed.Deeds;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The same reports as files for spreadsheets, written as they are read. */
@RestController
@RequestMapping("/api/v1/reports")
@Tag(name = "Reports")
class TableController {
    private static final Logger log = LoggerFactory.getLogger(TableController.class);

    private final ReportTables tables;
    private final Deeds deeds;

    TableController(ReportTables tables, Deeds deeds) {
        this.tables = tables;
        this.deeds = deeds;
    }

    @GetMapping("/overview.csv")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "The overview as a file: total, period before, feeds, days",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = "string"))))
    void overview(
            @Parameter(hidden = true) Caller caller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable List<String> feeds,
            HttpServletResponse response) {
        var question = Question.of(caller.workspace(), from, to, zone, feeds);
        send("overview", question, response, out -> tables.overview(question, out));
    }

    @GetMapping("/posts.csv")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "What was published in a period as a file, all of it",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = "string"))))
    void posts(
            @Parameter(hidden = true) Caller caller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable List<String> feeds,
            @RequestParam(required = false) @Nullable String sort,
            HttpServletResponse response) {
        var question = Question.of(caller.workspace(), from, to, zone, feeds);
        var order = Sort.of(sort);
        send("posts", question, response, out -> tables.posts(question, order, out));
    }

    private void send(
            String name, Question question, HttpServletResponse response, Consumer<Writer> table) {
        deeds.tell(
                question.workspace(),
                "report.exported",
                name,
                Map.of("from", "" + question.from(), "to", "" + question.to()));
        var file =
                new TableFile(
                        response,
                        "septet-%s-%s-%s.csv"
                                .formatted(
                                        name,
                                        LocalDate.ofInstant(question.from(), question.zone()),
                                        LocalDate.ofInstant(
                                                question.to().minusNanos(1), question.zone())));
        var out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
        try {
            table.accept(out);
            out.flush();
        } catch (IOException | UncheckedIOException e) {
            log.debug("A reader has gone: {}", e.getMessage());
        } catch (RuntimeException e) {
            file.breakOff(e);
        }
    }
}
