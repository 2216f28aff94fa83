package io.septet.accounts.platform.linkedin;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Finds out whose token one is: a member's own account, or an organisation on which that member may
 * post. The platform's id of an account is its URN.
 *
 * <p>{@code CONTENT_ADMIN} and {@code CONTENT_ADMINISTRATOR} are both met as names of the same
 * role. A member's public page is not told by the API, so such a feed has no link.
 */
final class LinkedInAccounts {
    private static final String ORGANIZATION = "urn:li:organization:";
    private static final String PERSON = "urn:li:person:";
    private static final Set<String> MAY_POST =
            Set.of("ADMINISTRATOR", "CONTENT_ADMIN", "CONTENT_ADMINISTRATOR");
    private static final int PER_CALL = 100;
    private static final int MOST_CALLS = 10;

    /** Each is one more call while a person waits. */
    private static final int MOST_ORGANIZATIONS = 25;

    private final LinkedInApi api;
    private final LinkedInProperties properties;
    private final Function<String, Capabilities> capabilities;
    private final Clock clock;

    /**
     * @param capabilities what an account of that URN may do
     */
    LinkedInAccounts(
            LinkedInApi api,
            LinkedInProperties properties,
            Function<String, Capabilities> capabilities,
            Clock clock) {
        this.api = api;
        this.properties = properties;
        this.capabilities = capabilities;
        this.clock = clock;
    }

    /** Whether an account is an organisation; otherwise it is a member. */
    static boolean isOrganization(String urn) {
        return urn.startsWith(ORGANIZATION);
    }

    ConnectedAccount connect(ConnectRequest request) {
        var page = request.page() == null ? "" : request.page().strip();
        var id = page.startsWith(ORGANIZATION) ? page.substring(ORGANIZATION.length()) : page;
        if (page.isEmpty() || page.startsWith(PERSON)) {
            return member(request.accessToken(), page);
        }
        if (!id.matches("[0-9]{1,19}")) {
            throw new ConnectRefused(
                    "Give the organisation's number, or urn:li:organization: and the number",
                    false);
        }
        return organization(request.accessToken(), id);
    }

    private ConnectedAccount member(String token, String wanted) {
        var headers = new LinkedInApi.Caller(properties.version()).with(token);
        var member =
                answered(Reply.of(() -> api.me(headers)))
                        .as(LinkedInWire.Member.class)
                        .orElseThrow(LinkedInAccounts::garbled);
        if (member.sub() == null || member.sub().isBlank()) {
            throw garbled();
        }
        var urn = PERSON + member.sub();
        if (!wanted.isEmpty() && !wanted.equals(urn)) {
            throw new ConnectRefused("This token belongs to another member", false);
        }
        var name = Objects.requireNonNullElse(member.name(), member.sub());
        return new ConnectedAccount(
                urn, name, name, null, member.picture(), token, capabilities.apply(urn));
    }

    /** Every organisation for which a member may post. */
    List<ConnectedAccount> organizations(String token) {
        var headers = new LinkedInApi.Caller(properties.version()).with(token);
        return roles(headers).stream()
                .filter(LinkedInAccounts::may)
                .map(LinkedInWire.Role::organization)
                .filter(Objects::nonNull)
                .filter(LinkedInAccounts::isOrganization)
                .distinct()
                .limit(MOST_ORGANIZATIONS)
                .map(urn -> described(headers, token, urn.substring(ORGANIZATION.length())))
                .toList();
    }

    private ConnectedAccount organization(String token, String id) {
        var headers = new LinkedInApi.Caller(properties.version()).with(token);
        var urn = ORGANIZATION + id;
        if (roles(headers).stream()
                .noneMatch(role -> may(role) && urn.equals(role.organization()))) {
            throw new ConnectRefused("This login may not post for " + urn, false);
        }
        return described(headers, token, id);
    }

    private ConnectedAccount described(Map<String, String> headers, String token, String id) {
        var found =
                answered(Reply.of(() -> api.organization(headers, id)))
                        .as(LinkedInWire.Organization.class)
                        .orElseThrow(LinkedInAccounts::garbled);
        var urn = ORGANIZATION + id;
        var handle = Objects.requireNonNullElse(found.vanityName(), id);
        return new ConnectedAccount(
                urn,
                handle,
                Objects.requireNonNullElse(found.localizedName(), handle),
                address(handle),
                null,
                token,
                capabilities.apply(urn));
    }

    private URI address(String handle) {
        return UriComponentsBuilder.fromUri(properties.webUrl())
                .path("/company/{handle}")
                .encode()
                .buildAndExpand(handle)
                .toUri();
    }

    private List<LinkedInWire.Role> roles(Map<String, String> headers) {
        var all = new ArrayList<LinkedInWire.Role>();
        for (int call = 0; call < MOST_CALLS; call++) {
            int start = call * PER_CALL;
            var elements =
                    answered(Reply.of(() -> api.roles(headers, start, PER_CALL)))
                            .as(LinkedInWire.Roles.class)
                            .map(LinkedInWire.Roles::elements)
                            .orElseThrow(LinkedInAccounts::garbled);
            all.addAll(elements);
            if (elements.size() < PER_CALL) {
                break;
            }
        }
        return all;
    }

    private static boolean may(LinkedInWire.Role role) {
        return (role.state() == null || role.state().equals("APPROVED"))
                && role.role() != null
                && MAY_POST.contains(role.role());
    }

    private Answered answered(Reply reply) {
        if (!(reply instanceof Answered answer)) {
            throw new ConnectRefused("LinkedIn cannot be reached now", true);
        }
        if (answer.ok()) {
            return answer;
        }
        throw LinkedInAnswers.of(answer, clock).connecting("LinkedIn");
    }

    private static ConnectRefused garbled() {
        return new ConnectRefused("LinkedIn does not answer properly now", true);
    }
}
