package io.tillbridge.mapping;

import static io.tillbridge.mapping.TestMappings.compile;
import static io.tillbridge.mapping.TestMappings.input;
import static io.tillbridge.mapping.TestMappings.problems;
import static io.tillbridge.mapping.TestMappings.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code {to: '*', from: data}} stands for a row of every cell of the schema. */
class SchemaRowsTest {

    private static final String SYSTEM = "rows:\n  - {to: system, type: id, from: $connection.id}\n";

    private static Mapping returns(String from) {
        return compile("to: canonical/return.v1\n" + SYSTEM + "  - {to: '*', from: " + from + "}\n");
    }

    private static String returned(String line) {
        return "{\"id\": 7, \"system\": \"other\", \"returnedAt\": \"2026-05-01T12:00:00+02:00\", \"lines\": [" + line
                + "], \"totals\": {\"grand\": {\"amount\": \"19.9\", \"currency\": \"EUR\"}}}";
    }

    @Test
    void everyCellIsHandedThroughByTheSchemasType() {
        String line = "{\"id\": \"1\", \"sku\": \"MUG\", \"quantity\": \"2.50\", \"restock\": \"none\","
                + " \"serials\": [\"A\", \"B\"], \"amount\": {\"amount\": \"19.90\", \"currency\": \"EUR\"}}";
        String made = "{\"system\":\"acme-us\",\"id\":\"7\",\"returnedAt\":\"2026-05-01T10:00:00Z\","
                + "\"totals\":{\"grand\":{\"amount\":\"19.90\",\"currency\":\"EUR\"}},\"lines\":[{"
                + "\"amount\":{\"amount\":\"19.90\",\"currency\":\"EUR\"},\"id\":\"1\",\"quantity\":\"2.5\","
                + "\"restock\":\"none\",\"serials\":[\"A\",\"B\"],\"sku\":\"MUG\"}]}";

        assertThat(run(returns("$root"), input(returned(line)))).isEqualTo(made);
        assertThat(run(returns("data"), input("{\"data\": " + returned(line) + "}")))
                .isEqualTo(made);
    }

    @Test
    void aCellThatIsNotWhatTheSchemaSaysIsADeadLetterAtItsPlace() {
        assertThat(run(
                        returns("$root"),
                        input(returned(
                                "{\"id\": \"1\", \"sku\": \"MUG\", \"quantity\": \"1\", \"restock\": \"bin\"}"))))
                .isEqualTo("not_in_enum lines[0].restock");
        assertThat(run(
                        returns("$root"),
                        input(returned("{\"id\": \"1\", \"quantity\": \"1\", \"restock\": \"none\"}"))))
                .isEqualTo("required_missing lines[0].sku");
    }

    @Test
    void aMemberThatTheSchemaDoesNotHaveIsReported() {
        assertThat(returns("$root").unread(ExactJson.parse("{\"id\": 7, \"colour\": \"red\"}")))
                .containsExactly("colour");
    }

    @Test
    void aRowOfItsOwnComesBeforeWhatStandsForAll() {
        Mapping mapping = compile("to: canonical/item.v1\n" + SYSTEM
                + "  - {to: revision, type: instant, from: data.revision, else: at}\n  - {to: '*', from: data}\n");

        assertThat(run(
                        mapping,
                        input("{\"at\": \"2026-05-01T10:00:00Z\", \"data\": {\"id\": \"1\", \"sku\": \"MUG\"}}")))
                .isEqualTo(
                        "{\"system\":\"acme-us\",\"revision\":\"2026-05-01T10:00:00Z\",\"id\":\"1\",\"sku\":\"MUG\"}");
    }

    @Test
    void aRevisionIsACounterOrATime() {
        Mapping mapping = compile("to: canonical/item.v1\n" + SYSTEM + "  - {to: '*', from: $root}\n");

        assertThat(run(mapping, input("{\"id\": \"1\", \"sku\": \"MUG\", \"revision\": 7}")))
                .contains("\"revision\":\"7\"");
        assertThat(run(mapping, input("{\"id\": \"1\", \"sku\": \"MUG\", \"revision\": \"7\"}")))
                .contains("\"revision\":\"7\"");
        assertThat(run(
                        mapping,
                        input("{\"id\": \"1\", \"sku\": \"MUG\", \"revision\": \"2026-05-01T12:00:00+02:00\"}")))
                .contains("\"revision\":\"2026-05-01T10:00:00Z\"");
        assertThat(run(mapping, input("{\"id\": \"1\", \"sku\": \"MUG\"}"))).isEqualTo("required_missing revision");
    }

    @Test
    void whatTheSchemaCallsPersonalIsPersonal() {
        Mapping mapping = compile("to: canonical/order.v1\n" + SYSTEM + "  - {to: '*', from: $root}\n");

        assertThat(mapping.personal())
                .containsExactlyInAnyOrder(
                        "customer.email",
                        "customer.phone",
                        "shipTo.name",
                        "shipTo.company",
                        "shipTo.line1",
                        "shipTo.line2",
                        "shipTo.phone",
                        "shipTo.email");
    }

    @Test
    void itNeedsASchemaAndAMember() {
        assertThat(problems("to: shop/thing.v1\nrows:\n  - {to: '*', from: data}\n"))
                .contains("no_schema rows[0].to");
        assertThat(problems("to: canonical/return.v1\n" + SYSTEM + "  - {to: '*', from: $parent}\n"))
                .contains("wrong_path rows[1].from");
    }
}
