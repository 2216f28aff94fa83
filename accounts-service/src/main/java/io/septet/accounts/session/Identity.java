package io.septet.accounts.session;

import io.septet.accounts.member.Member;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.trust.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Somebody with all workspaces they belong to at this moment, by name.
 *
 * @param epoch which of their sessions are good: those begun in it
 * @param workspaces empty if they were removed from all
 */
record Identity(Person member, long epoch, List<Place> workspaces) {

    record Person(String id, String name, String email) {}

    /**
     * @param role the member's role there
     * @param zone IANA name of the zone in which the team plans
     * @param closed whether the member needs a second factor there and has none
     */
    record Place(String id, String name, Role role, String zone, boolean closed) {}

    static Identity of(Member member, Workspaces workspaces) {
        return new Identity(
                new Person(member.id(), member.name(), member.email()),
                member.sessions(),
                member.roles().entrySet().stream()
                        .flatMap(entry ->
                                workspaces
                                        .find(entry.getKey())
                                        .map(found -> Map.entry(found, entry.getValue()))
                                        .stream())
                        .map(entry ->
                                new Place(
                                        entry.getKey().id(),
                                        entry.getKey().name(),
                                        entry.getValue(),
                                        entry.getKey().zone(),
                                        entry.getKey().asksForSecondFactor()
                                                && !member.hasSecondFactor()))
                        .sorted(Comparator.comparing(Place::name).thenComparing(Place::id))
                        .toList());
    }
}
