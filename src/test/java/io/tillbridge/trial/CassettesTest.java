package io.tillbridge.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.support.WrittenFile;
import io.tillbridge.trial.CheckResult.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded is played again: asked alike, read to its end, every record translated. */
class CassettesTest {

    private static final String FOLDER = "config/connectors/square/cassettes/";

    private static final String FIRST = """
            {"request": {"method": "POST", "uri": "/catalog/search", "body": null},
             "response": {"status": 200, "headers": {"content-type": "application/json", "date": "Mon, 01 Jun 2026 10:00:00 GMT"},
              "body": {"cursor": "next-1", "objects": [{"type": "ITEM_VARIATION", "id": "V1", "version": 1,
               "updated_at": "2026-05-01T10:00:00Z", "item_variation_data": {"sku": "MUG", "name": "Mug"}}]}}}
            """;

    private static final String SECOND = """
            {"request": {"method": "POST", "uri": "/catalog/search", "body": null},
             "response": {"status": 200, "headers": {},
              "body": {"objects": [{"type": "ITEM_VARIATION", "id": "V2", "version": 2,
               "updated_at": "2026-05-02T10:00:00Z", "item_variation_data": {"sku": "CUP", "name": "Cup"}}]}}}
            """;

    private static final String FETCHED = """
            {"request": {"method": "GET", "uri": "/orders/O-77", "body": null},
             "response": {"status": 200, "headers": {}, "body": {"order": {"id": "O-77", "state": "OPEN", "version": 1}}}}
            """;

    @Test
    void whatAHomeRecordedStandsForWhatLiesUnderIt(@TempDir Path home) {
        WrittenFile.write(home.resolve(FOLDER + "catalog/001.json"), SECOND);

        assertThat(Cassette.of(HomeFiles.at(home), "square", "catalog")).hasSize(1);
        assertThat(Cassette.of(HomeFiles.at(home), "square", "orders_reconcile"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void aRecordedListingIsReadPageByPage() {
        CheckResult result = result("catalog", Map.of("catalog/001.json", FIRST, "catalog/002.json", SECOND));

        assertThat(result.verdict()).as(result.why()).isEqualTo(Verdict.PASSED);
        assertThat(result.why()).isEqualTo("2 exchange(s), 2 record(s), 2 event(s)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "/catalog/search ! /catalog/list ! path /catalog/search instead of /catalog/list",
                "POST ! PUT ! POST instead of PUT",
                "\"status\": 200 ! \"status\": 404 ! the run ended by",
                "\"sku\": \"MUG\" ! \"sku\": {} ! became dead letter",
                "\"cursor\": \"next-1\", ! '' ! 1 of 2 exchanges",
            })
    void aFlowThatReadsItOtherwiseIsFound(String recorded, String instead, String why) {
        String changed = FIRST.replace(recorded, instead);
        assertThat(changed).isNotEqualTo(FIRST);

        CheckResult result = result("catalog", Map.of("catalog/001.json", changed, "catalog/002.json", SECOND));

        assertThat(result.verdict()).as(result.why()).isEqualTo(Verdict.FAILED);
        assertThat(result.why()).contains(why);
    }

    @Test
    void aRecordedFetchIsMadeWithItsArguments() {
        assertThat(result("order", Map.of("order/001.json", FETCHED)).why())
                .isEqualTo("1 exchange(s), 1 record(s), 0 event(s)");
        assertThat(result("order", Map.of("order/001.json", FETCHED.replace("/orders/", "/tickets/")))
                        .why())
                .contains("instead of /tickets/O-77");
    }

    @Test
    void aFlowOfWhichNothingIsRecordedHasNothingToPlay() {
        assertThat(result("catalog", Map.of()).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    private static CheckResult result(String flow, Map<String, String> cassettes) {
        HomeFiles shipped = HomeFiles.only(Path.of("."));
        Map<String, String> texts = new TreeMap<>();
        shipped.list("config/connectors/square", ".yaml").forEach(name -> texts.put(name, shipped.text(name)));
        shipped.list("config/canonical", "").forEach(name -> texts.put(name, shipped.text(name)));
        shipped.list("mappings", "").forEach(name -> texts.put(name, shipped.text(name)));
        cassettes.forEach((name, text) -> texts.put(FOLDER + name, text));
        HomeFiles home = HomeFiles.of(texts);
        MappingCatalog mappings = MappingCatalog.load(home);
        List<SampleCase> samples = new MappingSamples(home, mappings, new Problems()).all();
        ConnectorTestFile none = ConnectorTestFile.read(home, "square", new Problems());
        try (FakePartner fake = new FakePartner();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            HomeFiles files = new TrialHome(home, "square", TrialHome.known(samples, "square"), none).files(fake.url());
            ConnectionPlan plan =
                    Objects.requireNonNull(ConnectorCatalog.load(files).plans().get(TrialHome.CONNECTION));
            Bench bench = new Bench(plan, mappings, samples, camel, fake, new TrialClock());
            FetchPlan fetch = plan.fetches().get(flow);
            CassetteChecks checks = new CassetteChecks(bench, Cassette.of(home, "square", flow));
            InboundFlow inbound = plan.inbound().get(flow);
            return fetch != null
                    ? checks.fetch(fetch)
                    : checks.poll(Objects.requireNonNull(inbound), (PollHttpSource) inbound.source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
