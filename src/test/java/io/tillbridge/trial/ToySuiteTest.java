package io.tillbridge.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A connector unlike the shipped ones, of XML and linked pages, stands the same suite. */
class ToySuiteTest {

    private static final HomeFiles HOME = HomeFiles.at(Path.of("src/test/resources/toy"));

    @Test
    void itsSamplesAreGreen() {
        MappingCatalog mappings = MappingCatalog.load(HOME, new Problems());

        assertThat(new MappingSamples(HOME, mappings, new Problems()).all())
                .filteredOn(sample -> sample.mapping().subject().startsWith("toy."))
                .hasSize(5)
                .allSatisfy(sample -> assertThat(sample.run().differences()).isEmpty());
    }

    @Test
    void itStandsEveryFaultAndItsCassetteIsReadToTheEnd() {
        StandardSuite.Report report = StandardSuite.run(HOME, "toy");

        assertThat(report.problems()).isEmpty();
        assertThat(report.results())
                .filteredOn(result -> result.verdict() == CheckResult.Verdict.FAILED)
                .isEmpty();
        assertThat(report.results())
                .filteredOn(result -> result.verdict() == CheckResult.Verdict.PASSED)
                .extracting(result -> result.flow() + " " + result.check())
                .contains(
                        "deliveries PAGING_END",
                        "deliveries REPEATED_TOKEN",
                        "deliveries CASSETTES",
                        "tickets BAD_SIGNATURE",
                        "tickets STALE_TIMESTAMP",
                        "tickets NULLS",
                        "tickets DST_HOUR");
    }

    @Test
    void bytesThatAreReadOtherwiseThanTheSampleBesideThemAreFound() {
        Map<String, String> texts = new TreeMap<>();
        HOME.list("config", "").forEach(name -> texts.put(name, HOME.text(name)));
        HOME.list("mappings", "").forEach(name -> texts.put(name, HOME.text(name)));
        texts.computeIfPresent(
                "mappings/toy/ticket/samples/one-line/in.xml", (name, text) -> text.replace("1990", "1991"));

        assertThat(StandardSuite.run(HomeFiles.of(texts), "toy").results())
                .filteredOn(result -> result.verdict() == CheckResult.Verdict.FAILED)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.flow()).isEqualTo("tickets");
                    assertThat(result.check()).isEqualTo(Check.DOCUMENTS);
                    assertThat(result.why()).contains("one-line/in.xml");
                });
    }
}
