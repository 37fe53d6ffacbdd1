package io.tillbridge.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.sourcing.SourcingRule.Preference;
import io.tillbridge.sourcing.SourcingRule.Split;
import io.tillbridge.stock.Location;
import io.tillbridge.stock.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code config/sourcing.yaml}: defaults, every key, and all mistakes at once. */
class SourcingFileTest {

    private static final Locations LOCATIONS = new Locations(
            List.of(
                    new Location("WH1", ZoneOffset.UTC, Set.of("warehouses"), false, null, null, null),
                    new Location("S1", ZoneOffset.UTC, Set.of("stores"), false, null, null, null),
                    new Location("S2", ZoneOffset.UTC, Set.of("stores"), false, null, null, null)),
            ZoneOffset.UTC);

    private final Problems problems = new Problems();

    private SourcingRules read(String text) {
        return SourcingFile.read(
                HomeFiles.of(Map.of(SourcingFile.FILE, text)),
                Set.of("shop", "market"),
                Set.of("shop", "market", "web"),
                Set.of("ship_from_warehouse", "ship_from_store"),
                LOCATIONS,
                problems);
    }

    @Test
    void asShippedTheHubDecidesNothing() throws IOException {
        SourcingRules rules = read(Files.readString(Path.of(SourcingFile.FILE)));

        assertThat(problems.list()).isEmpty();
        assertThat(rules.decideFor("shop")).isFalse();
    }

    @Test
    void aRuleThatSaysLittleHasTheUsualTerms() {
        SourcingRules rules = read("connections: [shop]\nrules: [{id: all, from: [{group: stores}]}]");

        assertThat(problems.list()).isEmpty();
        SourcingRule rule = Objects.requireNonNull(rules.rule("shop", "web", "ship_from_store"));
        assertThat(rule)
                .isEqualTo(new SourcingRule(
                        "all",
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        List.of(Set.of("S1", "S2")),
                        Split.LINES,
                        SourcingRule.ANY_NUMBER,
                        null,
                        SourcingRule.USUAL,
                        null));
        assertThat(rules.supply("S1")).isEqualTo(Supply.plain("S1"));
    }

    @Test
    void everyKeyIsRead() {
        SourcingRules rules = read("""
                connections: [shop]
                zones:
                  - {name: berlin, country: DE, postcodes: ["10", "12 0"]}
                  - {name: de, country: DE}
                locations:
                  - {id: S1, capacity: 40, cutOff: "14:00", bands: {berlin: 0, de: 2}}
                rules:
                  - {id: web, connections: [shop], channels: [web], fulfilment: [ship_from_store],
                     from: [{location: S2}, {group: stores}], split: pieces, most: 2, farthest: 3,
                     prefer: [band, places], drawWithin: PT4H}
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(rules.rule("shop", "web", "ship_from_store"))
                .isEqualTo(new SourcingRule(
                        "web",
                        Set.of("shop"),
                        Set.of("web"),
                        Set.of("ship_from_store"),
                        List.of(Set.of("S2"), Set.of("S1", "S2")),
                        Split.PIECES,
                        2,
                        3,
                        List.of(Preference.BAND, Preference.PLACES),
                        Duration.ofHours(4)));
        assertThat(rules.rule("shop", "web", "ship_from_warehouse")).isNull();
        assertThat(rules.supply("S1"))
                .isEqualTo(new Supply("S1", 40, LocalTime.of(14, 0), Map.of("berlin", 0, "de", 2)));
        assertThat(rules.band("S1", new Destination("DE", "10115"))).isZero();
        assertThat(rules.band("S1", new Destination("de", "120-43"))).isZero();
        assertThat(rules.band("S1", new Destination("DE", null))).isEqualTo(2);
        assertThat(rules.band("S1", new Destination("FR", "10115"))).isNull();
        assertThat(rules.band("S2", new Destination("DE", "10115"))).isNull();
    }

    @Test
    void allMistakesAreToldAtOnce() {
        read("""
                connections: [shopp]
                zones: [{name: de, country: Germany}, {name: de, country: DE}]
                locations: [{id: S1, capacity: -1, cutOff: noon, bands: {dee: 1}}]
                rules:
                  - {id: web, fulfilment: [pickup], from: [{group: nowhere}, {group: stores, location: S1}], split: half,
                     most: 0, farthest: -1, prefer: [cheap], drawWithin: 4h, speed: fast}
                  - {id: web, channels: [tv]}
                """);

        assertThat(problems.list().stream().map(Problem::rule))
                .containsExactlyInAnyOrder(
                        "unknown_name",
                        "wrong_type",
                        "repeated_name",
                        "bad_figure",
                        "wrong_type",
                        "unknown_name",
                        "unknown_name",
                        "unknown_name",
                        "several_keys",
                        "wrong_word",
                        "bad_figure",
                        "bad_figure",
                        "wrong_word",
                        "wrong_type",
                        "unknown_key",
                        "repeated_name",
                        "unknown_name",
                        "missing_key");
    }
}
