package io.septet.scheduler.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.septet.kit.content.ContentHash;
import io.septet.kit.id.Ids;
import io.septet.scheduler.accounts.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One approved post, for one feed, at one time, as stored.
 *
 * @param version rises with each change of this record
 * @param take from 1; a new one is made only when a person sends again after a final state
 * @param revision rises with each change of what was approved: content, time, or taking it back
 * @param notAfter when it is too late to send it
 * @param leadMillis how long before due accounts-service has to have it
 * @param contentHash digest of the content for this feed
 * @param cover id of the first picture, for lists
 * @param heard the version of the publication that this record has taken in; 0 = none
 * @param lagMillis how long after due it was accepted
 * @param reason why it waits, failed, was missed or needs a person
 * @param author id of the member who wrote the post; null of deliveries stored before this was kept
 * @param retractedAt when a member had it deleted on its platform
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(
        int schema,
        long version,
        String id,
        String workspace,
        String post,
        String feed,
        String platform,
        int take,
        int revision,
        DeliveryState state,
        @Nullable Step step,
        Instant due,
        Instant notAfter,
        long leadMillis,
        Content content,
        String contentHash,
        @Nullable String cover,
        List<String> labels,
        long heard,
        @Nullable Instant sentAt,
        @Nullable Long lagMillis,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String reason,
        @Nullable String author,
        @Nullable Instant retractedAt) {

    private static final int SCHEMA = 1;

    /**
     * What is to go out and when.
     *
     * @param lead how long before due accounts-service has to have it
     */
    public record Plan(
            String platform,
            Content content,
            @Nullable String cover,
            List<String> labels,
            Instant due,
            Instant notAfter,
            Duration lead) {
        /** The same at another time. */
        public Plan at(Instant due, Instant notAfter) {
            return new Plan(platform, content, cover, labels, due, notAfter, lead);
        }
    }

    /** A new delivery. */
    public static Delivery scheduled(
            String workspace,
            String post,
            @Nullable String author,
            String feed,
            int take,
            Plan plan) {
        return new Delivery(
                SCHEMA,
                1,
                // No series yet: every post has one occurrence.
                Ids.delivery(workspace, post, feed, 1, take),
                workspace,
                post,
                feed,
                plan.platform(),
                take,
                1,
                DeliveryState.SCHEDULED,
                null,
                plan.due(),
                plan.notAfter(),
                plan.lead().toMillis(),
                plan.content(),
                ContentHash.of(feed, plan.content()),
                plan.cover(),
                plan.labels(),
                0,
                null,
                null,
                null,
                null,
                null,
                author,
                null);
    }

    /** Whether this is already what is planned. */
    public boolean follows(Plan plan) {
        return contentHash.equals(ContentHash.of(feed, plan.content()))
                && due.equals(plan.due())
                && notAfter.equals(plan.notAfter())
                && labels.equals(plan.labels());
    }

    /**
     * The same delivery with other content or at another time; it must not be with
     * accounts-service.
     */
    public Delivery replanned(Plan plan) {
        return new Delivery(
                schema,
                version + 1,
                id,
                workspace,
                post,
                feed,
                platform,
                take,
                revision + 1,
                DeliveryState.SCHEDULED,
                null,
                plan.due(),
                plan.notAfter(),
                plan.lead().toMillis(),
                plan.content(),
                ContentHash.of(feed, plan.content()),
                plan.cover(),
                plan.labels(),
                heard,
                null,
                null,
                null,
                null,
                null,
                author,
                null);
    }

    /** Whether it is going to be sent, as far as anybody knows. */
    public boolean mayStillGo() {
        return state.isOpen() && (step == null || !step.mayBePublic());
    }

    /** Taken back by accounts-service but still wanted: to be handed over again, as it is. */
    public Delivery again() {
        return with(revision + 1, DeliveryState.SCHEDULED, heard, null);
    }

    /** Taken back by a member; whatever is still on its way about the old revision is void. */
    public Delivery cancelled() {
        return with(revision + 1, DeliveryState.CANCELLED, heard, null);
    }

    /** Too late; a call still on its way comes too late as well. */
    public Delivery missed(String why) {
        return with(revision + 1, DeliveryState.MISSED, heard, why);
    }

    /** accounts-service will not take it. */
    public Delivery failed(String why) {
        return with(revision, DeliveryState.FAILED, heard, why);
    }

    /** A hold stands: it stays here. */
    public Delivery held(String scope) {
        return with(
                revision, DeliveryState.SCHEDULED, Step.HELD, notAfter, heard, "Held: " + scope);
    }

    /**
     * A member has seen that it is not public, and has it handed over once more; what was heard
     * before, of a record that is lost, counts no more.
     */
    public Delivery onceMore(Instant notAfter) {
        return with(revision + 1, DeliveryState.SCHEDULED, null, notAfter, 0, null);
    }

    /**
     * A member has seen that it is public.
     *
     * @param where its link, or the platform's id of it
     */
    public Delivery live(String where) {
        boolean link = where.startsWith("https://") || where.startsWith("http://");
        return new Delivery(
                schema,
                version + 1,
                id,
                workspace,
                post,
                feed,
                platform,
                take,
                revision,
                DeliveryState.PUBLISHED,
                null,
                due,
                notAfter,
                leadMillis,
                content,
                contentHash,
                cover,
                labels,
                heard,
                due,
                null,
                link ? null : where,
                link ? where : null,
                null,
                author,
                null);
    }

    /**
     * A member has had it deleted on its platform: it was published, and is not public any more.
     */
    Delivery retracted(Instant at) {
        return new Delivery(
                schema,
                version + 1,
                id,
                workspace,
                post,
                feed,
                platform,
                take,
                revision,
                state,
                step,
                due,
                notAfter,
                leadMillis,
                content,
                contentHash,
                cover,
                labels,
                heard,
                sentAt,
                lagMillis,
                platformId,
                link,
                reason,
                author,
                at);
    }

    /** A member has closed it without knowing. */
    public Delivery dropped() {
        return with(revision, DeliveryState.DROPPED, heard, reason);
    }

    /** Nobody knows what became of it. */
    public Delivery unclear(String why) {
        return with(revision, DeliveryState.REVIEW, heard, why);
    }

    /**
     * This delivery after what its publication tells; empty if that is old or of no meaning here.
     * An older revision has nothing to say any more, except that it is public, which nothing
     * undoes.
     */
    public Optional<Delivery> after(Publication told) {
        boolean published = told.state().equals("PUBLISHED");
        if (told.version() <= heard || (told.revision() != revision && !published)) {
            return Optional.empty();
        }
        var step = told.held() ? Step.HELD : null;
        return switch (told.state()) {
            case "NEW", "PREPARED" -> handed(step, told);
            case "ARMED" -> handed(Step.SENDING, told);
            case "WAITING" -> handed(told.held() ? Step.HELD : Step.WAITING, told);
            case "UNKNOWN" ->
                    handed(
                            Boolean.TRUE.equals(told.processing()) ? Step.PROCESSING : Step.UNCLEAR,
                            told);
            case "PUBLISHED" -> ended(DeliveryState.PUBLISHED, told);
            case "FAILED" -> ended(DeliveryState.FAILED, told);
            case "MISSED" -> ended(DeliveryState.MISSED, told);
            case "REVIEW" -> ended(DeliveryState.REVIEW, told);
            case "DROPPED" -> ended(DeliveryState.DROPPED, told);
            // RECALLED is decided by whoever asked for it; what a newer release adds is left alone.
            default -> Optional.empty();
        };
    }

    private Optional<Delivery> handed(@Nullable Step step, Publication told) {
        return Optional.of(
                with(
                        revision,
                        DeliveryState.HANDED,
                        step,
                        told.notAfter() == null ? notAfter : told.notAfter(),
                        told.version(),
                        told.reason()));
    }

    private Optional<Delivery> ended(DeliveryState state, Publication told) {
        return Optional.of(
                new Delivery(
                        schema,
                        version + 1,
                        id,
                        workspace,
                        post,
                        feed,
                        platform,
                        take,
                        revision,
                        state,
                        null,
                        due,
                        notAfter,
                        leadMillis,
                        content,
                        contentHash,
                        cover,
                        labels,
                        told.version(),
                        told.sentAt(),
                        told.lagMillis(),
                        told.platformId(),
                        told.link(),
                        told.reason(),
                        author,
                        retractedAt));
    }

    private Delivery with(int revision, DeliveryState state, long heard, @Nullable String reason) {
        return with(revision, state, null, notAfter, heard, reason);
    }

    private Delivery with(
            int revision,
            DeliveryState state,
            @Nullable Step step,
            Instant notAfter,
            long heard,
            @Nullable String reason) {
        return new Delivery(
                schema,
                version + 1,
                id,
                workspace,
                post,
                feed,
                platform,
                take,
                revision,
                state,
                step,
                due,
                notAfter,
                leadMillis,
                content,
                contentHash,
                cover,
                labels,
                heard,
                sentAt,
                lagMillis,
                platformId,
                link,
                reason,
                author,
                retractedAt);
    }

    /** When accounts-service has to have it. */
    public Instant handAt() {
        return due.minusMillis(leadMillis);
    }
}
