package io.tillbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is defined is used, and what is used is defined. */
class UsedAndDefinedTest {

    /** Offered to integrators: a dead letter's own event, and adjustments, which no shipped system reports. */
    private static final Set<String> FOR_INTEGRATORS = Set.of("dead_letter.v1", "stock_adjusted.v1");

    /** No flow names it any more, but messages that it translated are replayed by it. */
    private static final Set<String> SUPERSEDED = Set.of("wms_edi.inventory_advice");

    @Test
    void connectorsAndMappings() throws IOException {
        Set<String> defined = new TreeSet<>();
        for (Path file : files("mappings", "activations.yaml")) {
            Path subject = Path.of("mappings").relativize(file.getParent());
            defined.add(subject.toString().replace(File.separatorChar, '.'));
        }
        assertThat(defined).isNotEmpty().containsAll(SUPERSEDED);
        defined.removeAll(SUPERSEDED);
        assertThat(named("config/connectors", ".connector.yaml", "mapping: ([a-z_.]+)"))
                .as("mappings named by connectors, and mappings there are")
                .isEqualTo(defined);
    }

    @Test
    void mappingsAndCanonicalSchemas() throws IOException {
        Set<String> used = named("mappings", ".mapping.yaml", "canonical/([a-z_]+\\.v[0-9]+)");
        used.addAll(FOR_INTEGRATORS);
        assertThat(used).isEqualTo(stems("config/canonical", ".schema.json"));
    }

    @Test
    void mappingsAndValueMaps() throws IOException {
        assertThat(named("mappings", ".mapping.yaml", "(?:valuemap|first_match)\\(([a-z_]+)\\)"))
                .isEqualTo(stems("mappings/valuemaps", ".valuemap.yaml"));
    }

    @Test
    void routesAndTheBeansTheyName() throws IOException {
        Set<String> beans = named("routes", ".camel.yaml", "ref: ([A-Za-z-]+)");
        StringBuilder code = new StringBuilder();
        for (Path file : files("src/main/java", ".java")) {
            code.append(Files.readString(file));
        }
        assertThat(beans)
                .isNotEmpty()
                .allSatisfy(bean -> assertThat(code.toString())
                        .as("a bean named " + bean + " that routes call")
                        .containsPattern("\"" + bean + "\"|[A-Z][A-Za-z]* " + bean + "\\(|class "
                                + bean.substring(0, 1).toUpperCase(Locale.ROOT) + bean.substring(1) + "\\b"));
    }

    private static Set<String> named(String folder, String suffix, String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files(folder, suffix)) {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
            names.addAll(
                    matcher.results().map((MatchResult found) -> found.group(1)).toList());
        }
        return names;
    }

    private static Set<String> stems(String folder, String suffix) throws IOException {
        return files(folder, suffix).stream()
                .map(file -> file.getFileName().toString().replace(suffix, ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> walk = Files.walk(Path.of(folder))) {
            return walk.filter(file -> file.toString().endsWith(suffix)).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
