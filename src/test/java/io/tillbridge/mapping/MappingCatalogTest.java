package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingCatalogTest {

    private static final String FOLDER = "mappings/shop/thing/";
    private static final String ACTIVATIONS = """
            kind: Activations
            subject: shop.thing
            basis: event_time
            rows:
              - {version: 1, from: "2026-05-01T00:00:00Z", at: "2026-04-20T09:30:00Z", by: ana, why: first}
              - {version: 2, from: "2026-10-01T00:00:00Z", at: "2026-09-28T14:00:00Z", by: ben, why: tax, connections: [acme-us]}
              - {version: 1, from: "2026-10-01T00:00:00Z", at: "2026-10-03T09:12:00Z", by: ben, why: back, connections: [acme-us], rollbackOf: 2}
            """;

    private final Map<String, String> texts = new TreeMap<>();

    private static String mapping(int version) {
        return "kind: Mapping\nsubject: shop.thing\nversion: %d\nfrom: a\nto: shop/x\nrows: [{to: x, type: string, from: a}]\n"
                .formatted(version);
    }

    private static String line(int version, String text) {
        return Sha256.hex(text) + "  shop.thing V" + version + "\n";
    }

    private void version(int version) {
        texts.put(FOLDER + "V%03d__x.mapping.yaml".formatted(version), mapping(version));
        texts.merge(MappingLock.FILE, line(version, mapping(version)), String::concat);
    }

    private List<String> rules() {
        Problems problems = new Problems();
        MappingCatalog.load(HomeFiles.of(texts), problems);
        return problems.list().stream().map(Problem::rule).toList();
    }

    private static int active(MappingCatalog catalog, String connection, @Nullable String event, String received) {
        Mapping mapping = catalog.active(
                "shop.thing", connection, event == null ? null : Instant.parse(event), Instant.parse(received));
        return mapping == null ? 0 : mapping.version();
    }

    @Test
    void theGreatestFromWinsOnATieTheLaterRowSoThatARollbackCoversLateEvents() {
        version(1);
        version(2);
        String now = "2026-11-01T00:00:00Z";
        String beforeRollback = ACTIVATIONS.substring(0, ACTIVATIONS.lastIndexOf("  - {"));
        texts.put(FOLDER + "activations.yaml", beforeRollback);
        MappingCatalog before = MappingCatalog.load(HomeFiles.of(texts));
        texts.put(FOLDER + "activations.yaml", ACTIVATIONS);
        MappingCatalog after = MappingCatalog.load(HomeFiles.of(texts));

        assertThat(active(before, "acme-us", "2026-04-30T23:59:59Z", now)).isZero();
        assertThat(active(before, "acme-us", "2026-09-30T23:59:59Z", now)).isEqualTo(1);
        assertThat(active(before, "acme-us", "2026-10-01T00:00:00Z", now)).isEqualTo(2);
        assertThat(active(before, "acme-us", null, now)).isEqualTo(2);
        assertThat(active(before, "acme-de", "2026-10-01T00:00:00Z", now)).isEqualTo(1);
        assertThat(active(after, "acme-us", "2026-10-01T00:00:00Z", now)).isEqualTo(1);
    }

    @Test
    void aDraftIsLoadedButCannotBeActive() {
        version(1);
        texts.put(FOLDER + "V002__x.mapping.yaml", mapping(2));

        assertThat(rules()).isEmpty();
        texts.put(FOLDER + "activations.yaml", ACTIVATIONS);
        assertThat(rules()).containsExactly("not_released");
    }

    @Test
    void aReleasedFileOrALockedActivationThatChangedIsRefused() {
        version(1);
        version(2);
        texts.put(FOLDER + "activations.yaml", ACTIVATIONS);
        MappingCatalog catalog = MappingCatalog.load(HomeFiles.of(texts));
        String hash = ActivationFile.sha256(catalog.activations("shop.thing").get(0));
        texts.merge(MappingLock.FILE, hash + "  shop.thing activation 1\n", String::concat);
        assertThat(rules()).isEmpty();

        texts.put(FOLDER + "V001__x.mapping.yaml", mapping(1) + "# changed\n");
        texts.put(FOLDER + "activations.yaml", ACTIVATIONS.replace("why: first", "why: other"));

        assertThat(rules()).containsExactlyInAnyOrder("released_file_changed", "activation_changed");
    }

    @Test
    void aFileInTheWrongPlaceIsRefused() {
        texts.put("mappings/shop/other/V002__x.mapping.yaml", mapping(1));

        assertThat(rules()).containsExactly("wrong_file_name", "wrong_file_name");
    }

    @Test
    void aVersionIsReleasedOnlyWithGreenSamplesAndThenStays(@TempDir Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve(FOLDER));
        Path sample = Files.createDirectories(folder.resolve("samples/one"));
        Files.writeString(folder.resolve("V001__x.mapping.yaml"), mapping(1));
        MappingRelease release = new MappingRelease(home);
        assertThat(release.release("shop.thing", 1).toString()).contains("no samples");

        Files.writeString(sample.resolve("in.json"), "{\"a\": \"v\"}");
        Files.writeString(sample.resolve("out.json"), "{\"x\": \"w\"}");
        assertThat(release.release("shop.thing", 1).toString()).contains("x: expected \"w\", found \"v\"");

        Files.writeString(sample.resolve("out.json"), "{\"x\": \"v\"}");
        Files.writeString(folder.resolve("more.test.yaml"), """
                kind: MappingTest
                subject: shop.thing
                cases:
                  - {name: number, sample: one, patch: [{op: replace, path: /a, value: '7'}], expect: {contains: {x: "7"}}}
                  - {name: object, sample: one, patch: [{op: replace, path: /a, value: '{}'}], expect: {dead_letter: {code: not_a_text, at: x}}}
                """);
        assertThat(release.release("shop.thing", 1)).isInstanceOf(MappingRelease.Outcome.Released.class);
        assertThat(release.release("shop.thing", 1)).isInstanceOf(MappingRelease.Outcome.AlreadyReleased.class);
        assertThat(Files.readString(home.resolve(MappingLock.FILE))).contains(line(1, mapping(1)));
        assertThat(MappingCatalog.load(home)
                        .released(
                                Objects.requireNonNull(MappingCatalog.load(home).version("shop.thing", 1))))
                .isTrue();
    }
}
