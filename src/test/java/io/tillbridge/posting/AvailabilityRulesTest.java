package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferAmount;
import io.tillbridge.stock.BufferRule;
import io.tillbridge.stock.BufferRule.Combine;
import io.tillbridge.stock.BufferRule.Scope;
import io.tillbridge.stock.BufferRule.Where;
import io.tillbridge.stock.DatedRules;
import io.tillbridge.stock.Exclusion;
import io.tillbridge.stock.LocationKind;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.Quota;
import io.tillbridge.stock.Silence;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvailabilityRulesTest {

    private static final Map<String, Set<LocationKind>> TYPES = Map.of(
            "pickup", Set.of(LocationKind.STORE),
            "ship_from_store", Set.of(LocationKind.STORE),
            "b2b", Set.of(LocationKind.STORE, LocationKind.WAREHOUSE));

    private final Problems problems = new Problems();

    @Test
    void everyKeyIsRead() {
        AvailabilityPolicy policy = read("""
                safetyStock: [{sku: TEE, location: "*", units: "1.5"}]
                lowStock: [{sku: "*", location: S1, units: "3"}]
                channels: [{id: web, destinations: [shop.web], fulfilment: pickup, reappear: "4", backorder: true}]
                dated: {noticeConfidence: "0.9", transferConfidence: "0.5", transferDays: 2}
                velocityBands: [{id: fast, daily: "5"}]
                quotas:
                  - {id: q, author: ben, channel: web, sku: TEE, units: "50", from: 2026-12-01T00:00:00Z,
                     to: 2027-01-01T00:00:00Z}
                buffers:
                  - {id: b, author: ana, category: wear, group: stores, channel: web, fulfilment: pickup,
                     window: {from: 2026-12-01, to: 2026-12-24, days: [mon, tue], start: "09:00", end: "20:00"},
                     conditions: [storm], percent: "10", atLeast: "1", atMost: "9", combine: sum, priority: 7,
                     validFrom: 2026-01-01T00:00:00Z, validTo: 2027-01-01T00:00:00Z}
                  - {id: cover, author: ana, velocity: fast, daysOfCover: "3"}
                """, """
                zone: Europe/Vienna
                locations:
                  - {id: S1, zone: Europe/Berlin, groups: [stores], closed: true, fulfilment: [pickup], channels: [web],
                     source: shop}
                silences: [{connection: shop, after: PT6H, gaps: "20"}]
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(policy.quotas().all())
                .containsExactly(new Quota(
                        "q",
                        "web",
                        new Scope(Scope.Kind.SKU, "TEE"),
                        new BigDecimal(50),
                        Instant.parse("2026-12-01T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z"),
                        "ben"));
        assertThat(policy.dated())
                .isEqualTo(new DatedRules(new BigDecimal("0.9"), new BigDecimal("0.5"), BigDecimal.ONE, 2));
        assertThat(policy.buffers().bands().of(new BigDecimal("5"))).isEqualTo("fast");
        BufferRule cover = policy.buffers().all().get(1);
        assertThat(cover.scope()).isEqualTo(new Scope(Scope.Kind.VELOCITY, "fast"));
        assertThat(cover.amount().measure()).isEqualTo(BufferAmount.Measure.DAYS_OF_COVER);
        assertThat(policy.channels().named("web").backorder()).isTrue();
        assertThat(policy.locations().silences())
                .isEqualTo(Map.of("shop", new Silence(Duration.ofHours(6), new BigDecimal(20))));
        BufferRule rule = policy.buffers().all().get(0);
        assertThat(rule.scope()).isEqualTo(new Scope(Scope.Kind.CATEGORY, "wear"));
        assertThat(rule.where()).isEqualTo(new Where(Where.Reach.GROUP, "stores"));
        assertThat(rule.window().days()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.TUESDAY);
        assertThat(rule.window().end()).isEqualTo(LocalTime.of(20, 0));
        assertThat(rule.conditions()).containsExactly("storm");
        assertThat(rule.amount().measure()).isEqualTo(BufferAmount.Measure.PERCENT);
        assertThat(rule.amount().atMost()).isEqualByComparingTo("9");
        assertThat(rule.combine()).isEqualTo(Combine.SUM);
        assertThat(rule.priority()).isEqualTo(7);
        assertThat(rule.validTo()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(policy.channels().of("shop", "shop.web").offer()).isEqualTo(new Offer("web", "pickup"));
        assertThat(policy.channels().named("web").reappear()).isEqualByComparingTo("4");
        assertThat(policy.locations().of("S1").zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.locations().of("S1").closed()).isTrue();
        assertThat(policy.locations().bySource()).isEqualTo(Map.of("shop", List.of("S1")));
        assertThat(policy.locations().of("S9").zone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(policy.lowStock().units("TEE", "S1")).isEqualByComparingTo("3");
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirPlace() {
        read("""
                safetyStock: [{sku: "*", location: "*", units: "-1"}]
                channels: [{id: web, destinations: [shop], fulfilment: drone}, {id: app, destinations: [shop]}]
                buffers:
                  - {id: a, author: ana, sku: TEE, category: wear, units: "1"}
                  - {id: a, author: ana, group: nowhere, channel: wob, units: "1", percent: "2"}
                  - {id: c, window: {days: [someday], start: "9"}, atMost: "1", prio: 3}
                """, "locations: [{id: S1, zone: Mars/One, fulfilment: [drone]}, {id: S1, source: nobody}]\n");

        assertThat(problems.list())
                .extracting(problem -> problem.file().substring("config/".length()) + ":" + problem.line() + " "
                        + problem.rule() + " " + problem.field())
                .containsExactlyInAnyOrder(
                        "locations.yaml:1 wrong_type locations[0].zone",
                        "locations.yaml:1 unknown_type locations[0].fulfilment[0]",
                        "locations.yaml:1 repeated_name locations[1].id",
                        "locations.yaml:1 unknown_name locations[1].source",
                        "availability.yaml:1 bad_units safetyStock[0].units",
                        "availability.yaml:2 unknown_type channels[0].fulfilment",
                        "availability.yaml:2 repeated_name channels[1].destinations",
                        "availability.yaml:4 several_keys buffers[0].category",
                        "availability.yaml:5 repeated_name buffers[1].id",
                        "availability.yaml:5 unknown_name buffers[1].group",
                        "availability.yaml:5 unknown_name buffers[1].channel",
                        "availability.yaml:5 several_keys buffers[1].percent",
                        "availability.yaml:6 missing_key buffers[2].units",
                        "availability.yaml:6 wrong_word buffers[2].window.days[0]",
                        "availability.yaml:6 wrong_type buffers[2].window.start",
                        "availability.yaml:6 missing_key buffers[2].author",
                        "availability.yaml:6 unknown_key buffers[2].prio");
    }

    @Test
    void problemsOfQuotasAndSilencesAreToldToo() {
        read("""
                quotas:
                  - {id: q, author: ana, channel: wob, units: "5", from: "2026-12-01T00:30:00Z"}
                  - {id: q, author: ana, channel: shop, units: "x"}
                dated: {noticeConfidence: "1.1"}
                buffers: [{id: a, author: ana, velocity: fast, daysOfCover: "1"}]
                """, "silences: [{connection: wob, after: 6h}, {connection: shop}]\n");

        assertThat(problems.list())
                .extracting(problem -> problem.rule() + " " + problem.field())
                .containsExactlyInAnyOrder(
                        "unknown_name quotas[0].channel",
                        "bad_window quotas[0].from",
                        "repeated_name quotas[1].id",
                        "bad_units quotas[1].units",
                        "missing_key quotas[1]",
                        "bad_units dated.noticeConfidence",
                        "unknown_name buffers[0].velocity",
                        "unknown_name silences[0].connection",
                        "wrong_type silences[0].after",
                        "missing_key silences[1]");
    }

    @Test
    void aSeasonHasTwoEndsOfEveryYear() {
        read("""
                buffers:
                  - {id: a, author: ana, units: "1", window: {from: --12-01, to: --01-15}}
                  - {id: b, author: ana, units: "1", window: {from: --12-01, to: "2026-01-15"}}
                  - {id: c, author: ana, units: "1", window: {from: --13-01, to: --01-15}}
                """, "silences: []\n");

        assertThat(problems.list())
                .extracting(problem -> problem.rule() + " " + problem.field())
                .containsExactlyInAnyOrder("wrong_type buffers[1].window.from", "wrong_type buffers[2].window.from");
    }

    @Test
    void aLocationServesTheTypesWhoseSourcesAreOfItsKind() {
        AvailabilityPolicy policy = read("{}", """
                locations:
                  - {id: W1, kind: warehouse}
                  - {id: S1, kind: store}
                  - {id: S2, kind: store, fulfilment: [pickup]}
                  - {id: P1, kind: partner}
                  - {id: X1}
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(excludes(policy, "W1", "pickup")).isEqualTo(Exclusion.FULFILMENT_NOT_OFFERED);
        assertThat(excludes(policy, "W1", "b2b")).isNull();
        assertThat(excludes(policy, "S1", "pickup")).isNull();
        assertThat(excludes(policy, "S2", "b2b")).isEqualTo(Exclusion.FULFILMENT_NOT_OFFERED);
        assertThat(excludes(policy, "X1", "pickup"))
                .as("nobody said what it is")
                .isNull();
        assertThat(excludes(policy, "W1", null)).as("for no particular type").isNull();
        assertThat(excludes(policy, "P1", null))
                .as("a partner's goods are not for whoever asks")
                .isEqualTo(Exclusion.FULFILMENT_NOT_OFFERED);
    }

    private static @Nullable Exclusion excludes(AvailabilityPolicy policy, String location, @Nullable String type) {
        return policy.locations().of(location).excludes(new Offer(null, type));
    }

    @Test
    void aTypeThatTheKindMayNotServeIsRefused() {
        read("{}", "locations: [{id: W1, kind: warehouse, fulfilment: [pickup, b2b]}, {id: W2, kind: shed}]");

        assertThat(problems.list())
                .extracting(problem -> problem.rule() + " " + problem.field())
                .containsExactlyInAnyOrder("other_kind locations[0].fulfilment[0]", "wrong_word locations[1].kind");
    }

    @Test
    void theShippedFilesSayNothingYet() throws IOException {
        AvailabilityPolicy policy =
                read(Files.readString(Path.of(AvailabilityRules.FILE)), Files.readString(Path.of(LocationsFile.FILE)));

        assertThat(problems.list()).isEmpty();
        assertThat(policy.uniform()).isTrue();
    }

    private AvailabilityPolicy read(String rules, String locations) {
        return AvailabilityRules.read(
                HomeFiles.of(Map.of(AvailabilityRules.FILE, rules, LocationsFile.FILE, locations)),
                Set.of("shop"),
                TYPES,
                problems);
    }
}
