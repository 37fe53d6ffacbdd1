package io.tillbridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconciliationRulesTest {

    private final Problems problems = new Problems();

    private Map<String, ReconciledConnection> read(String text) {
        return ReconciliationRules.read(
                        HomeFiles.of(Map.of(ReconciliationRules.FILE, text)), Set.of("wms", "erp"), problems)
                .connections();
    }

    @Test
    void theShippedFileComparesNothing() throws IOException {
        assertThat(read(Files.readString(Path.of(ReconciliationRules.FILE)))).isEmpty();
        assertThat(ReconciliationRules.read(HomeFiles.of(Map.of()), Set.of(), problems)
                        .connections())
                .isEmpty();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void aConnectionThatIsNamedHasTheUsualRules() {
        assertThat(read("connections: [{id: wms}, {id: erp, mode: off}]"))
                .containsExactly(Map.entry(
                        "wms",
                        new ReconciledConnection(
                                "wms",
                                Mode.SHADOW,
                                new Terms(
                                        Figure.EITHER,
                                        false,
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(15),
                                        Duration.ofDays(1),
                                        Tolerances.USUAL),
                                Duration.ofHours(1),
                                Corrections.USUAL,
                                Breaker.USUAL)));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void onlySellableLevelsCanBeFollowed() {
        assertThat(Objects.requireNonNull(read("connections: [{id: wms, mode: on, figure: sellable}]")
                                .get("wms"))
                        .mode())
                .isEqualTo(Mode.ON);
        assertThat(problems.list()).isEmpty();

        read("connections: [{id: wms, mode: on}]");

        assertThat(problems.list()).singleElement().asString().contains("figure_unknown", "connections");
    }

    @Test
    void everyKeyIsRead() {
        ReconciledConnection wms = Objects.requireNonNull(read("""
                connections:
                  - id: wms
                    mode: shadow
                    figure: sellable
                    asOf: fetched
                    lag: PT1M
                    window: PT2M
                    staleAfter: PT3H
                    every: PT4H
                    tolerance: {B: {units: 5, percent: 6}}
                    correct: {units: 1, value: 2, itemsPercent: 0.5}
                    stop: {itemsPercent: 3, unitsPercent: 4}
                """).get("wms"));

        assertThat(problems.list()).isEmpty();
        assertThat(wms.terms().figure()).isEqualTo(Figure.SELLABLE);
        assertThat(wms.terms().behind()).isEqualTo(Duration.ofMinutes(1));
        assertThat(wms.terms().window()).isEqualTo(Duration.ofMinutes(2));
        assertThat(wms.terms().staleAfter()).isEqualTo(Duration.ofHours(3));
        assertThat(wms.every()).isEqualTo(Duration.ofHours(4));
        assertThat(wms.terms().tolerances().of("B", new BigDecimal(200))).isEqualByComparingTo("12");
        assertThat(wms.terms().tolerances().of("A", new BigDecimal(200))).isZero();
        assertThat(wms.corrections())
                .isEqualTo(new Corrections(BigDecimal.ONE, BigDecimal.valueOf(2), new BigDecimal("0.5")));
        assertThat(wms.breaker()).isEqualTo(new Breaker(BigDecimal.valueOf(3), BigDecimal.valueOf(4)));
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirPlaces() {
        read("""
                connections:
                  - {id: till}
                  - {id: wms, figure: all, lag: PT0S, more: 1}
                  - {id: wms, correct: {units: -1}, mode: maybe}
                """);

        assertThat(problems.list())
                .extracting(problem -> problem.line() + " " + problem.rule())
                .containsExactlyInAnyOrder(
                        "2 unknown_connection",
                        "3 wrong_word",
                        "3 bad_duration",
                        "3 unknown_key",
                        "4 bad_figure",
                        "4 wrong_word",
                        "4 twice");
        assertThat(problems.list()).extracting(Problem::file).containsOnly(ReconciliationRules.FILE);
    }
}
