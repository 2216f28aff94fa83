package io.septet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is inside the programs may be given away together with them, under the Apache License 2.0.
 * Of several licences one is chosen; a library without any may not be used.
 */
class LicencesTests {
    /** Demands the same of the whole program, forbids some uses of it, or is no licence. */
    private static final Pattern DENIED =
            Pattern.compile(
                    "(?i).*(\\bA?GPL(?!.*(classpath|\\bCE\\b))|GNU (Affero )?General"
                            + " Public(?!.*classpath)|SSPL|Server Side Public|BUSL|Business"
                            + " Source|Commons Clause|Elastic License|CC-BY-NC|NonCommercial|JSON"
                            + " License|UNLICENSED|Proprietary).*");

    /** Packages that say it in their repository only. */
    private static final Map<String, String> TOLD_ELSEWHERE =
            Map.of("node_modules/twitter-text", "Apache-2.0");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts-service",
                "scheduler-service",
                "analytics-service",
                "gateway",
                "launcher"
            })
    void whatIsInsideAProgramMayBeGivenAway(String module) throws IOException {
        var file =
                ROOT.resolve(module).resolve("target/classes/META-INF/sbom/application.cdx.json");
        assertThat(file).as("made with the module's build").exists();
        var inside = JsonMapper.shared().readTree(Files.readString(file)).path("components");

        var licences = new TreeMap<String, List<String>>();
        inside.valueStream()
                .filter(one -> !one.path("group").asString("").equals("io.septet"))
                .forEach(one ->
                        licences.put(
                                one.path("group").asString("") + ":" + one.path("name").asString(),
                                licences(one)));

        assertThat(licences).hasSizeGreaterThan(3).allSatisfy(LicencesTests::mayBeGivenAway);
    }

    @Test
    void whatIsInsideTheWebClientMayBeGivenAway() throws IOException {
        var lock =
                JsonMapper.shared()
                        .readTree(Files.readString(ROOT.resolve("web-client/package-lock.json")));

        var licences = new TreeMap<String, List<String>>();
        for (Map.Entry<String, JsonNode> one : lock.path("packages").properties()) {
            boolean inside =
                    one.getKey().startsWith("node_modules/")
                            && !one.getValue().path("dev").asBoolean(false)
                            && !one.getValue().path("devOptional").asBoolean(false);
            if (inside) {
                licences.put(
                        one.getKey(),
                        List.of(
                                one.getValue()
                                        .path("license")
                                        .asString(TOLD_ELSEWHERE.getOrDefault(one.getKey(), ""))));
            }
        }

        assertThat(licences).hasSizeGreaterThan(20).allSatisfy(LicencesTests::mayBeGivenAway);
    }

    @ParameterizedTest
    @CsvSource({
        "Apache-2.0, false",
        "LGPL-2.1-only, false",
        "GPL-2.0-with-classpath-exception, false",
        "GPL2 w/ CPE and the Classpath exception, false",
        "GPL-3.0-only, true",
        "AGPL-3.0-or-later, true",
        "GNU General Public License v2, true",
        "BUSL-1.1, true",
        "SSPL-1.0, true"
    })
    void licencesAreToldApart(String licence, boolean denied) {
        assertThat(DENIED.matcher(licence).matches()).isEqualTo(denied);
    }

    private static void mayBeGivenAway(String library, List<String> licences) {
        assertThat(licences).as(library).isNotEmpty().doesNotContain("");
        assertThat(licences)
                .as(library)
                .anySatisfy(one -> assertThat(DENIED.matcher(one).matches()).isFalse());
    }

    private static List<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .flatMap(one ->
                        Stream.of(
                                one.path("expression"),
                                one.path("license").path("id"),
                                one.path("license").path("name")))
                .map(name -> name.asString(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
