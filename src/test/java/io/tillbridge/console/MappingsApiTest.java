package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.MappingsProperties;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What counts for whom, as the API lists it. */
class MappingsApiTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String FOLDER = "mappings/shop/thing/";

    private static MappingsApi api(String... rows) {
        Map<String, String> files = new TreeMap<>();
        StringBuilder lock = new StringBuilder();
        for (int version = 1; version <= 3; version++) {
            String text = ConsoleBed.MAPPINGS
                    .getOrDefault(FOLDER + "V001__first.mapping.yaml", "")
                    .replace("version: 1", "version: " + version);
            files.put(FOLDER + "V00" + version + "__x.mapping.yaml", text);
            lock.append(Sha256.hex(text) + "  shop.thing V" + version + "\n");
        }
        files.put("mappings/mappings.lock", lock.toString());
        files.put(
                FOLDER + "activations.yaml",
                "kind: Activations\nsubject: shop.thing\nbasis: event_time\nrows:\n  - " + String.join("\n  - ", rows)
                        + "\n");
        return new MappingsApi(
                new RunningMappings(LoadedMappings.of(HomeFiles.of(files))),
                new MappingsProperties(null, Period.ofMonths(3)),
                CLOCK);
    }

    private static String row(int version, String from, String more) {
        return "{version: " + version + ", from: \"" + from + "\", at: \"2026-01-01T00:00:00Z\", by: ana, why: w" + more
                + "}";
    }

    @Test
    void aVersionThatCountsForOneConnectionOnlyIsActive() {
        MappingsApi api = api(row(2, "2026-01-01T00:00:00Z", ", connections: [acme]"));

        MappingsApi.SubjectAnswer one = api.list(null, null).items().get(0);

        assertThat(one.active()).isEqualTo(2);
        assertThat(one.activeFor()).isEqualTo(Map.of("acme", 2));
        assertThat(one.reviewDue()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(api.one("shop.thing").versions())
                .extracting(MappingsApi.VersionAnswer::state)
                .containsExactly("released", "active", "released");
    }

    @Test
    void whereSomeCountsForAllTheOthersThatOneIsNamedAndTheRestBesideIt() {
        MappingsApi api = api(
                row(1, "2000-01-01T00:00:00Z", ""),
                row(2, "2026-02-01T00:00:00Z", ", connections: [acme]"),
                row(3, "2026-12-01T00:00:00Z", ", connections: [later]"));

        MappingsApi.MappingAnswer one = api.one("shop.thing");

        assertThat(one.active()).isEqualTo(1);
        assertThat(one.activeFor()).isEqualTo(Map.of("acme", 2, "later", 1));
        assertThat(one.versions())
                .extracting(MappingsApi.VersionAnswer::state)
                .containsExactly("active", "active", "released");
        assertThat(one.review().due()).as("the first of both").isEqualTo("2026-04-01T00:00:00Z");
    }

    @Test
    void whereNoneCountsYetNoneIsActive() {
        MappingsApi.SubjectAnswer one =
                api(row(1, "2026-12-01T00:00:00Z", "")).list(null, null).items().get(0);

        assertThat(one.active()).isNull();
        assertThat(one.activeFor()).isEmpty();
        assertThat(one.reviewDue()).isNull();
    }
}
