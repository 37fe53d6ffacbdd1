package io.tillbridge.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partner that answers with one element for each item is played as it answers. */
class ListedItemsSuiteTest {

    private static final HomeFiles TOY = HomeFiles.at(Path.of("src/test/resources/toy"));
    private static final String LANE = """
            {"document": {"sku": "%s", "location": "DC1", "available": "5.5", "onHand": "9", "sequence": 7,
             "asOf": "2026-03-01T10:00:00Z"}}""";

    private static StandardSuite.Report suite(String result) {
        Map<String, String> texts = new TreeMap<>();
        TOY.list("config", "").forEach(name -> texts.put(name, TOY.text(name)));
        TOY.list("mappings", "").forEach(name -> texts.put(name, TOY.text(name)));
        String file = TrialHome.file("toy");
        String sent = "    request: {post: /shelves, json: $(mapped)}\n";
        assertThat(texts.get(file)).contains(sent);
        texts.computeIfPresent(file, (name, text) -> text.replace(sent, sent + "    result:\n" + result.indent(6)));
        texts.put(
                "mappings/toy/shelf/samples/one-lane/in.json",
                "[" + LANE.formatted("MUG") + "," + LANE.formatted("BEAR") + "]");
        HomeFiles home = HomeFiles.of(texts);
        return StandardSuite.run(home, TrialMappings.of(home), "toy", "shelves"::equals);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items: {results: /done, ok: {pointer: /state, equals: taken}, id: /code, of: {fields: [sku]}}\nremoteId: /number",
                "items: {results: /done, ok: {pointer: /state, in: [taken, known]}}",
                "items: {results: '', ok: {all: [{status: [200]}, {pointer: /taken, equals: true}]}}",
                "items: {results: /done, ok: {pointer: /error, exists: false}}",
                "items: {results: /done, ok: {not: {pointer: /error, exists: true}}}\n"
                        + "errors: [{when: {pointer: /error, equals: LOCKED}, do: retry, wait: {kind: fixed, for: PT2S}}]",
            })
    void itsResultsAreReadPerItem(String result) {
        StandardSuite.Report report = suite(result);

        assertThat(report.problems()).isEmpty();
        assertThat(report.results())
                .filteredOn(one -> one.verdict() == CheckResult.Verdict.FAILED)
                .isEmpty();
        assertThat(report.results())
                .filteredOn(one -> one.check() == Check.ERROR_BODY && one.verdict() == CheckResult.Verdict.PASSED)
                .extracting(CheckResult::why)
                .anySatisfy(why -> assertThat(why).startsWith("only the refused item: "));
    }

    @ParameterizedTest
    @ValueSource(strings = "items: {results: /done, ok: {any: true}}")
    void aConnectorThatTakesEveryElementForASuccessIsFound(String result) {
        assertThat(suite(result).results())
                .filteredOn(one -> one.verdict() == CheckResult.Verdict.FAILED)
                .singleElement()
                .satisfies(one -> assertThat(one.check()).isEqualTo(Check.ERROR_BODY));
    }
}
