package io.septet.scheduler.delivery;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.Moments;
import io.septet.scheduler.Pages;
import io.septet.scheduler.Pages.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where deliveries are looked up. */
@RestController
@RequestMapping("/api/v1/deliveries")
@Tag(name = "deliveries", description = "One post, for one feed, at one time")
class DeliveryController {
    private final Deliveries deliveries;
    private final Pages pages;

    DeliveryController(Deliveries deliveries, Pages pages) {
        this.deliveries = deliveries;
        this.pages = pages;
    }

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Deliveries by due time, the earliest first")
    Page<DeliveryView> list(
            Caller caller,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam @Nullable String feed,
            @RequestParam @Nullable DeliveryState state,
            @RequestParam(defaultValue = "false") boolean held,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        if (feed != null && !Ids.isId(feed)) {
            throw Problem.notFound("feed", feed);
        }
        var list =
                held
                        ? deliveries.listOfHeld(caller.workspace())
                        : feed != null
                                ? deliveries.listOfFeed(caller.workspace(), feed)
                                : state != null
                                        ? deliveries.listOfState(caller.workspace(), state)
                                        : deliveries.list(caller.workspace());
        Predicate<Delivery> wanted =
                delivery ->
                        delivery.workspace().equals(caller.workspace())
                                && (state == null || delivery.state() == state)
                                && (feed == null || delivery.feed().equals(feed));
        return pages.ids(
                        list,
                        from == null ? 0 : Moments.parse("from", from).toEpochMilli(),
                        to == null ? Long.MAX_VALUE : Moments.parse("to", to).toEpochMilli(),
                        false,
                        cursor,
                        Pages.limit(limit, 100, 1000))
                .map(ids ->
                        deliveries.findAll(caller.workspace(), ids).stream()
                                .filter(wanted)
                                .map(DeliveryView::of)
                                .toList());
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "One delivery with its story")
    Story get(Caller caller, @PathVariable String id) {
        var delivery = deliveries.get(caller.workspace(), id);
        return Story.of(delivery, deliveries.log(delivery));
    }
}
