package io.septet.accounts.platform.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What servers given by users may be called.
 *
 * @param allowLoopback whether this machine itself, also without encryption: for the sandbox and
 *     for tests, never in production
 */
@ConfigurationProperties("septet.outbound")
public record OutboundProperties(@DefaultValue("false") boolean allowLoopback) {}
