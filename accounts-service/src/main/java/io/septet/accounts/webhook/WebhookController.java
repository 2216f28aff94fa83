package io.septet.accounts.webhook;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Looks after webhooks, and shows what was sent to them. */
@RestController
@RequestMapping("/api/v1/webhooks")
@PreAuthorize("hasRole('OWNER')")
class WebhookController {
    private static final int PAGE = 50;

    private final Webhooks webhooks;
    private final Messages messages;
    private final Posting posting;
    private final Courier courier;
    private final WebhookProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    WebhookController(
            Webhooks webhooks,
            Messages messages,
            Posting posting,
            Courier courier,
            WebhookProperties properties,
            JsonMapper json,
            Clock clock) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.posting = posting;
        this.courier = courier;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    record Wish(
            @NotBlank @Size(max = 2000) String url,
            @NotEmpty @Size(max = 50) Set<@Size(max = 50) String> events) {}

    /**
     * @param url absent = stays; likewise the others
     * @param on whether it is told anything
     */
    record Patch(
            @Nullable @Size(min = 1, max = 2000) String url,
            @Nullable @Size(min = 1, max = 50) Set<@Size(max = 50) String> events,
            @Nullable Boolean on) {}

    /**
     * @param previousUntil until when the secret before is signed with too; null = there is none
     * @param failingSince since when nobody takes what is sent; null = the last was taken
     * @param offSince null = it is on
     * @param offBecause what was seen when it was switched off by itself; null = a person did it
     */
    record View(
            String id,
            String url,
            Set<String> events,
            Instant createdAt,
            boolean on,
            @Nullable Instant previousUntil,
            int failures,
            @Nullable Instant failingSince,
            @Nullable Instant offSince,
            @Nullable String offBecause) {
        private static View of(Webhook hook, Instant now) {
            var until = hook.previousUntil();
            return new View(
                    hook.id(),
                    hook.url(),
                    new TreeSet<>(hook.events()),
                    hook.createdAt(),
                    hook.on(),
                    until != null && until.isAfter(now) ? until : null,
                    hook.failures(),
                    hook.failingSince(),
                    hook.offSince(),
                    hook.offBecause());
        }
    }

    /**
     * @param types every event there is
     * @param most how many webhooks a workspace may have
     */
    record Page(List<View> items, Set<String> types, int most, @Nullable String next) {}

    record Made(View webhook, String secret) {
        @Override
        public String toString() {
            return "Made[" + webhook.id() + "]";
        }
    }

    record Secret(String secret, Instant previousUntil) {
        @Override
        public String toString() {
            return "Secret[...]";
        }
    }

    /**
     * @param next when it is tried next; null unless it waits
     * @param body as it is signed and sent
     */
    record MessageView(
            String id,
            String type,
            Instant at,
            Message.State state,
            @Nullable Instant next,
            String body,
            List<Message.Try> tries) {
        private static MessageView of(Message message) {
            return new MessageView(
                    message.id(),
                    message.type(),
                    message.at(),
                    message.state(),
                    message.next(),
                    message.body(),
                    message.tries());
        }
    }

    record MessagePage(List<MessageView> items, @Nullable String next) {}

    @GetMapping
    Page all(Caller caller) {
        return new Page(
                webhooks.all(caller.workspace()).stream()
                        .map(hook -> View.of(hook, clock.instant()))
                        .toList(),
                WebhookEvents.types(),
                Webhooks.MOST,
                null);
    }

    /** Adds an address; the answer is the only place where its secret is ever shown. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made add(Caller caller, @Valid @RequestBody Wish wish) {
        var now = clock.instant();
        var hook =
                new Webhook(
                        Webhook.SCHEMA,
                        1,
                        Ids.next(),
                        caller.workspace(),
                        posting.checked(wish.url()).toString(),
                        known(wish.events()),
                        caller.member(),
                        now,
                        now,
                        null,
                        0,
                        null,
                        null,
                        null);
        return new Made(View.of(hook, now), webhooks.add(hook));
    }

    @PatchMapping("/{id}")
    View change(Caller caller, @PathVariable String id, @Valid @RequestBody Patch patch) {
        var before = hook(caller, id);
        var url = patch.url() == null ? before.url() : posting.checked(patch.url()).toString();
        var events = patch.events() == null ? before.events() : known(patch.events());
        var now = clock.instant();
        return webhooks.change(
                        caller.workspace(),
                        id,
                        "webhook.changed",
                        one -> {
                            var changed = one.changed(url, events);
                            return patch.on() == null || patch.on() == changed.on()
                                    ? changed
                                    : patch.on()
                                            ? changed.switchedOn(now)
                                            : changed.switchedOff(now, null);
                        })
                .map(hook -> View.of(hook, now))
                .orElseThrow(() -> Problem.notFound("webhook", id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        if (!webhooks.remove(caller.workspace(), id, messages)) {
            throw Problem.notFound("webhook", id);
        }
    }

    /** Makes a new secret, shown only here; the one before is signed with too for a while. */
    @PostMapping("/{id}/secret")
    Secret rotate(Caller caller, @PathVariable String id) {
        var until = clock.instant().plus(properties.overlap());
        return webhooks.rotate(caller.workspace(), id, until)
                .map(secret -> new Secret(secret, until))
                .orElseThrow(() -> Problem.notFound("webhook", id));
    }

    /** Sends a test, once, also to one that is off. */
    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    MessageView test(Caller caller, @PathVariable String id) {
        var hook = hook(caller, id);
        var test = WebhookEvents.test(hook, clock.instant(), json);
        messages.put(test);
        webhooks.tell(hook, "webhook.tested");
        courier.nudge();
        return MessageView.of(test);
    }

    /**
     * What was sent, newest first.
     *
     * @param cursor as {@code next} of the page before
     */
    @GetMapping("/{id}/messages")
    MessagePage messages(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") @Min(0) @Max(Messages.MOST_WAITING) int cursor) {
        var page = messages.page(hook(caller, id), cursor, PAGE);
        return new MessagePage(
                page.stream().map(MessageView::of).toList(),
                page.size() < PAGE ? null : "" + (cursor + PAGE));
    }

    /** Sends a message once more, under its id; one that waits is tried now. */
    @PostMapping("/{id}/messages/{message}/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    MessageView resend(Caller caller, @PathVariable String id, @PathVariable String message) {
        var hook = hook(caller, id);
        var again =
                messages.find(hook, message)
                        .flatMap(one -> messages.change(one, it -> it.again(clock.instant())))
                        .orElseThrow(() -> Problem.notFound("message", message));
        webhooks.tell(hook, "webhook.resent");
        courier.nudge();
        return MessageView.of(again);
    }

    private Webhook hook(Caller caller, String id) {
        return webhooks.find(caller.workspace(), id)
                .orElseThrow(() -> Problem.notFound("webhook", id));
    }

    private static Set<String> known(Set<String> events) {
        if (!WebhookEvents.types().containsAll(events)) {
            throw Problem.unprocessable(
                    "webhook-event",
                    "There is no such event",
                    "Choose among " + String.join(", ", WebhookEvents.types()));
        }
        return Set.copyOf(events);
    }
}
