package io.tillbridge.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connector that is wrong about its partner fails the check that is there for it. */
class SuiteFindsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "square ! orders_reconcile ! token: /cursor, size: 200, max: 500 ! token: /cursor, size: 200, max: 1 ! PAGING_END",
                "square ! payments_reconcile ! token: /cursor, size: 100, max: 500} ! token: /next, size: 100, max: 500} ! CASSETTES",
                "bigcommerce ! orders_reconcile ! max: 500, until: short_page ! max: 1, until: short_page ! PAGING_END",
                "shipbob ! levels ! link: /next, size: 250, max: 1000 ! link: /next, size: 250, max: 1 ! PAGING_END",
                "magento ! orders ! after: /entity_id, size: 100, max: 1000 ! after: /entity_id, size: 100, max: 1 ! PAGING_END",
                "accounting ! order_status ! canonical.id, canonical.sequence ! canonical.id ! DISTINCT_KEYS",
                "kafka ! journal ! journal.entry/$(canonical.id)/$(canonical.revision) ! journal.entry/$(canonical.revision) ! DISTINCT_KEYS",
                "marketplace ! orders ! {pointer: /version, type: int} ! {pointer: /nothing, type: int} ! OUT_OF_ORDER",
            })
    void aMistakeFailsItsCheck(String connector, String flow, String right, String wrong, String check) {
        HomeFiles home = changed(connector, right, wrong);

        StandardSuite.Report report = StandardSuite.run(home, TrialMappings.of(home), connector, flow::equals);

        assertThat(report.problems()).isEmpty();
        assertThat(report.results())
                .filteredOn(result -> result.verdict() == CheckResult.Verdict.FAILED)
                .anySatisfy(result -> {
                    assertThat(result.flow()).isEqualTo(flow);
                    assertThat(result.check()).isEqualTo(Check.valueOf(check));
                });
    }

    private static HomeFiles changed(String connector, String right, String wrong) {
        HomeFiles shipped = HomeFiles.only(Path.of("."));
        Map<String, String> texts = new TreeMap<>();
        shipped.list("config", "").forEach(name -> texts.put(name, shipped.text(name)));
        shipped.list("mappings", "").forEach(name -> texts.put(name, shipped.text(name)));
        String file = TrialHome.file(connector);
        assertThat(texts.get(file)).contains(right);
        texts.computeIfPresent(file, (name, text) -> text.replace(right, wrong));
        return HomeFiles.of(texts);
    }
}
