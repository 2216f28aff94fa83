package io.septet.accounts.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.accounts.platform.Asking;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Platform;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One account on a platform that a workspace may post to. Its token is kept apart ({@link Feeds}).
 *
 * @param schema layout of the stored document
 * @param version rises with every change
 * @param platformAccount the platform's id of the account or page
 * @param username the account's name there, without {@code @}
 * @param name what the team calls it
 * @param server the server's address, for platforms of many servers
 * @param text what this account's server allows, as stated when last asked
 * @param images likewise
 * @param publishClass how unclear sends can be settled on this account's server; null = as on its
 *     platform, in documents of earlier releases
 * @param healthReason why it is not well; of one that is well, of what people should be warned
 * @param connectedAt since when the workspace has it; lists are in this order
 * @param expiresAt when access runs out and only a person can bring it back; null = not foreseeable
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Feed(
        int schema,
        long version,
        String id,
        String workspace,
        String platform,
        String platformAccount,
        String username,
        String name,
        @Nullable URI server,
        @Nullable URI link,
        @Nullable URI avatar,
        Health health,
        @Nullable String healthReason,
        Capabilities.TextRule text,
        Capabilities.ImageRule images,
        Capabilities.@Nullable PublishClass publishClass,
        Instant connectedAt,
        @Nullable Instant expiresAt) {
    private static final int SCHEMA = 1;

    /** Whether we may post to it, as far as we know. */
    enum Health {
        OK,
        /** Its token is not accepted any more; a person must connect the account again. */
        RECONNECT,
        /** The platform did not answer when last asked. */
        UNREACHABLE
    }

    static Feed connected(
            String id,
            String workspace,
            String platform,
            @Nullable URI server,
            ConnectedAccount account,
            @Nullable String name,
            @Nullable String warning,
            @Nullable Instant expiresAt,
            Instant now) {
        return new Feed(
                SCHEMA,
                1,
                id,
                workspace,
                platform,
                account.platformAccount(),
                account.username(),
                name == null ? account.name() : name,
                server,
                account.link(),
                account.avatar(),
                Health.OK,
                warning,
                account.capabilities().text(),
                account.capabilities().images(),
                account.capabilities().publishClass(),
                now,
                expiresAt);
    }

    /**
     * As its platform describes it now. The name stays: the team may have chosen it; and so does a
     * warning.
     */
    Feed refreshed(ConnectedAccount account) {
        return reconnected(account, null, health == Health.OK ? healthReason : null, expiresAt);
    }

    /** Connected again, perhaps under another name. */
    Feed reconnected(
            ConnectedAccount account,
            @Nullable String newName,
            @Nullable String warning,
            @Nullable Instant newExpiresAt) {
        return new Feed(
                SCHEMA,
                version + 1,
                id,
                workspace,
                platform,
                platformAccount,
                account.username(),
                newName == null ? name : newName,
                server,
                account.link(),
                account.avatar(),
                Health.OK,
                warning,
                account.capabilities().text(),
                account.capabilities().images(),
                account.capabilities().publishClass(),
                connectedAt,
                newExpiresAt);
    }

    Feed with(Health newHealth, @Nullable String reason) {
        return with(newHealth, reason, expiresAt);
    }

    Feed with(Health newHealth, @Nullable String reason, @Nullable Instant newExpiresAt) {
        return new Feed(
                SCHEMA,
                version + 1,
                id,
                workspace,
                platform,
                platformAccount,
                username,
                name,
                server,
                link,
                avatar,
                newHealth,
                reason,
                text,
                images,
                publishClass,
                connectedAt,
                newExpiresAt);
    }

    Feed named(String newName) {
        return new Feed(
                SCHEMA,
                version + 1,
                id,
                workspace,
                platform,
                platformAccount,
                username,
                newName,
                server,
                link,
                avatar,
                health,
                healthReason,
                text,
                images,
                publishClass,
                connectedAt,
                expiresAt);
    }

    /** What this account's platform and server allow. */
    Capabilities capabilities(Platform on) {
        var usual = on.capabilities(platformAccount);
        return usual.with(publishClass == null ? usual.publishClass() : publishClass, text, images);
    }

    /** The name under which calls to this feed's platform and server are guarded. */
    String where() {
        return Asking.where(platform, server);
    }
}
