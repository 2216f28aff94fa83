package io.septet.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the door lets through, and how long it waits.
 *
 * @param bodyLimit the largest body of an ordinary request
 * @param mediaLimit the largest body of an upload, its multipart frame included
 * @param connect the longest wait for a service's connection
 * @param read the longest wait for a service's whole answer to an ordinary request
 * @param uploadRead the same for an upload, the time of sending included
 * @param streamLife how long one stream of events lasts before the client has to ask anew, and so
 *     to show again who it is
 * @param breakerOpen how long a service that failed repeatedly is not asked
 * @param trust how long an answer about a member or a token is good without asking again; the
 *     longest that a taken-away role still works
 * @param signInAttempts failed attempts to sign in from one address with one email in one window
 * @param signInWindow from the first failed attempt until they are forgotten
 * @param memberAttempts attempts to sign in with one email from devices and addresses where its
 *     member has not been
 * @param memberWindow from the first of them until they are forgotten
 * @param linkAttempts links opened, and asked for, from one address in one {@code signInWindow}
 * @param sessionLife how long a session lasts, however much it is used
 * @param swaggerUiVersion which files show the API's page; the build says
 */
@ConfigurationProperties("septet.gateway")
public record GatewayProperties(
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("25MB") DataSize mediaLimit,
        @DefaultValue("1s") Duration connect,
        @DefaultValue("20s") Duration read,
        @DefaultValue("60s") Duration uploadRead,
        @DefaultValue("15m") Duration streamLife,
        @DefaultValue("3s") Duration breakerOpen,
        @DefaultValue("1s") Duration trust,
        @DefaultValue("10") int signInAttempts,
        @DefaultValue("5m") Duration signInWindow,
        @DefaultValue("100") int memberAttempts,
        @DefaultValue("1h") Duration memberWindow,
        @DefaultValue("30") int linkAttempts,
        @DefaultValue("7d") Duration sessionLife,
        String swaggerUiVersion) {}
