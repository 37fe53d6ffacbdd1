package io.tillbridge.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector and its mappings are each right by themselves; what does not fit between them is said at load. */
class MappingFitTest {

    private static final String CONNECTOR = "config/connectors/shop/shop.connector.yaml";
    private static final String MAPPING = "mappings/shop/stock/V001__stock.mapping.yaml";

    @TempDir
    private Path folder;

    @BeforeEach
    void aShopThatIsToldItsStock() {
        connector("shop.stock", "");
        mapping("canonical/availability.v1", "$resolved.variant", "$connection.settings.place");
        activations("");
    }

    @Test
    void aMappingThatFitsIsNoProblem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void aMappingWithoutAFileIsUnknown() {
        connector("shop.stok", "");

        assertThat(problems())
                .extracting(Problem::rule, Problem::file, Problem::field, Problem::found, Problem::fix)
                .containsExactly(tuple(
                        "unknown_mapping",
                        CONNECTOR,
                        "outbound.stock.mapping",
                        "'shop.stok'",
                        "did you mean 'shop.stock'?"));
    }

    @Test
    void aMappingOfAnotherEventIsWrong() {
        mapping("canonical/price.v1", "$resolved.variant", "$connection.settings.place");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule()).isEqualTo("wrong_mapping"))
                .satisfies(problem -> assertThat(problem.found()).isEqualTo("shop.stock V1 from canonical/price.v1"));
    }

    @Test
    void aMappingOfOneEventIsWrongForACallOfMany() {
        connector("shop.stock", "collapse: {keep: latest, max: 50}");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule()).isEqualTo("wrong_mapping"))
                .satisfies(problem -> assertThat(problem.expected()).contains("batch: true"));
    }

    @Test
    void aRowReadsOnlySettingsAndReferencesThatTheConnectorGives() {
        mapping("canonical/availability.v1", "$resolved.varient", "$connection.settings.places");

        assertThat(problems())
                .extracting(Problem::rule, Problem::file, Problem::field, Problem::found)
                .containsExactlyInAnyOrder(
                        tuple("undefined", MAPPING, "rows[0].from", "reference 'varient'"),
                        tuple("undefined", MAPPING, "rows[1].from", "setting 'places'"));
    }

    @Test
    void aConnectionWithoutAnActiveVersionIsToldHowToGetOne() {
        connection();
        activations("");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule()).isEqualTo("not_activated"))
                .satisfies(problem ->
                        assertThat(problem.found()).isEqualTo("no version of shop.stock for the connection shop-1"))
                .satisfies(problem -> assertThat(problem.fix()).contains("tillbridge mapping release shop.stock"));
    }

    @Test
    void aRowForAnotherConnectionDoesNotCount() {
        connection();
        activations(row("[shop-2]"));
        assertThat(problems()).extracting(Problem::rule).containsExactly("not_activated");

        activations(row("[shop-1]"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aConnectionWhoseFirstVersionIsYetToCountIsToldThatWhatComesBeforeHasNone() {
        connection();
        activations(row("[shop-1]").replace("2000-", "2100-"));

        assertThat(problems())
                .extracting(Problem::rule, Problem::found)
                .containsExactly(tuple(
                        "not_activated",
                        "no version of shop.stock for the connection shop-1 before 2100-01-01T00:00:00Z"));
    }

    private List<Problem> problems() {
        HomeFiles home = HomeFiles.only(folder);
        Problems ofMappings = new Problems();
        MappingCatalog mappings = MappingCatalog.load(home, ofMappings);
        assertThat(ofMappings.list()).extracting(Problem::rule).allMatch(rule -> rule.equals("not_released"));
        ConnectorCatalog.Loaded connectors = ConnectorCatalog.load(home);
        assertThat(connectors.problems()).isEmpty();
        return MappingFit.problems(connectors, mappings, Clock.systemUTC());
    }

    private void connector(String subject, String more) {
        put(CONNECTOR, """
                apiVersion: tillbridge/v1
                kind: Connector
                name: shop
                version: 1.0.0
                spec:
                  place: {type: string, default: main}
                clients:
                  api: {kind: http, baseUrl: "https://$(settings.place).example.com", auth: {kind: none}}
                outbound:
                  stock:
                    accepts: availability
                    mapping: %s
                    key: {fields: [sku, location]}
                    %s
                    resolve:
                      variant: {xref: shop.variant, by: {fields: [sku]}}
                    request: {post: /stock, json: $(mapped)}
                    idempotency: {header: Idempotency-Key, key: {uuid5: [connection.id, batch.id]}}
                """.formatted(subject, more));
    }

    private void connection() {
        put("config/connections/shop-1.connection.yaml", """
                apiVersion: tillbridge/v1
                kind: Connection
                id: shop-1
                connector: shop
                timezone: UTC
                """);
    }

    private void mapping(String from, String reference, String setting) {
        put(MAPPING, """
                apiVersion: tillbridge/v1
                kind: Mapping
                subject: shop.stock
                version: 1
                from: %s
                to: shop/stock
                rows:
                  - {to: variant, type: id, from: %s}
                  - {to: place, type: id, from: %s}
                """.formatted(from, reference, setting));
    }

    private void activations(String row) {
        put("mappings/shop/stock/activations.yaml", """
                apiVersion: tillbridge/v1
                kind: Activations
                subject: shop.stock
                basis: received_time
                rows:
                """ + (row.isEmpty() ? " []" : row));
    }

    private static String row(String connections) {
        return "  - {version: 1, from: \"2000-01-01T00:00:00Z\", at: \"2026-11-22T00:00:00Z\", by: me, why: first,"
                + " connections: " + connections + "}\n";
    }

    private void put(String name, String text) {
        WrittenFile.write(folder.resolve(name), text);
    }
}
