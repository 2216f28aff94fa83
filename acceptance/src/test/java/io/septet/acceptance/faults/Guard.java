package io.septet.acceptance.faults;

import io.septet.acceptance.faults.Mutant.Edit;
import java.util.Map;

/** What keeps a post from going out twice, early or against somebody's will. */
enum Guard {
    /** ARMED is on disk before the request leaves. */
    ARM(
            "accounts-service",
            "java/io/septet/accounts/publication/Publisher.java",
            Map.of(
                    "        ArmOutcome outcome;\n",
                    "        ArmOutcome outcome;\n"
                            + "        var sent = armedSend(publication, feed, began, permit.get());\n",
                    "recorder.record(armed, armedSend(armed, feed, began, permit.get()));",
                    "recorder.record(armed, sent);")),
    /** "Not there" counts only when it has settled. */
    SETTLE(
            "accounts-service",
            "java/io/septet/accounts/publication/Resolver.java",
            Map.of(
                    "return !asOf.isBefore(it.doubt().since().plus(timings.settle()));",
                    "return true;")),
    /** The script that arms asks for holds. */
    HOLD(
            "accounts-service",
            "resources/io/septet/accounts/publication/arm.lua",
            Map.of("for i = 13, #ARGV do", "for i = 13, 12 do")),
    /** The script that arms compares the version that was read. */
    VERSION(
            "accounts-service",
            "resources/io/septet/accounts/publication/arm.lua",
            Map.of("if publication.version ~= tonumber(ARGV[1]) then return {'stale'} end", "")),
    /** Nothing is sent when too much time has passed since it was armed. */
    SEND_BY(
            "accounts-service",
            "java/io/septet/accounts/publication/Publisher.java",
            Map.of(
                    "if (nanos.getAsLong() - began >= timings.sendBy().toNanos()) {",
                    "if (began == Long.MIN_VALUE) {"));

    private final Edit edit;

    Guard(String module, String file, Map<String, String> swaps) {
        this.edit = new Edit(module, file, swaps);
    }

    /** What takes it out. */
    Edit edit() {
        return edit;
    }
}
