package io.septet.launcher.demo;

import io.septet.launcher.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What scripts need to use the running system, in {@code data/demo.json}, which only its owner may
 * read.
 *
 * @param address of the gateway
 * @param sandbox address of the sandbox; null without one
 * @param workspace its id
 * @param token bearer token with the owner's rights
 * @param members one per role
 * @param feeds as connected
 */
record DemoFile(
        String address,
        @Nullable String sandbox,
        String workspace,
        String token,
        List<Member> members,
        List<Feed> feeds) {

    /** Somebody who can sign in. */
    record Member(String role, String email, String password) {}

    /**
     * @param account as in the sandbox's ledger
     */
    record Feed(String id, String platform, String account, String name) {}

    void write(Path file) throws IOException {
        PrivateFiles.write(
                file,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this)
                        + "\n");
    }
}
