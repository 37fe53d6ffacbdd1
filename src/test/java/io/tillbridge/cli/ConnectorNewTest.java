package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of src/docs/add-a-system.md, as far as it needs no hub: from a description to mappings that count. */
class ConnectorNewTest {

    private static final String DESCRIBED = "src/docs/add-a-system/openapi.yaml";

    @TempDir
    private Path home = Path.of("");

    private CommandRun run(String... arguments) {
        return CommandRun.of(Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()))
                .toArray(String[]::new));
    }

    private String text(String file) {
        return HomeFiles.only(home).text(file);
    }

    /** What lint has left to say: how often, and nothing else. */
    private void assertLintSaysOnly(String rule, int times) {
        assertThat(run("lint").lines().subList(0, times)).allMatch(line -> line.contains(" " + rule + " "));
        assertThat(run("lint").out()).endsWith(times + " problem(s)\n");
    }

    @Test
    void aDescriptionBecomesFlowsThatLintTestReleaseAndCount() {
        CommandRun begun = run("connector", "new", "harbour", "--from-openapi", DESCRIBED);

        assertThat(begun.code()).as(begun.toString()).isZero();
        assertThat(begun.lines())
                .contains(
                        "wrote: config/connectors/harbour/harbour.connector.yaml",
                        "wrote: config/connections/harbour.connection.yaml",
                        "wrote: mappings/harbour/order/samples/first/out.json",
                        "wrote: mappings/harbour/order_listed/samples/first/out.json",
                        "wrote: mappings/harbour/availability/samples/first/out.json",
                        "not taken over: calls that read one document, for a fetch or a check: GET /orders/{id}");
        assertThat(begun.out()).contains("decide: verify of webhook order.changed: the header is X-Harbour-Signature");
        assertLintSaysOnly("not_activated", 4);
        assertThat(run("fmt", "--check").code()).as("already in form").isZero();
        assertThat(text("config/connectors/harbour/harbour.connector.yaml"))
                .contains("auth: {kind: api_key, in: header, name: X-Shop-Key, value: $(secrets.shopKey)}")
                .contains("query: {updated_since: $(cursor.from), per_page: $(page.size), page: $(page.number)}")
                .contains("pages: {kind: page, totalPages: /total_pages, size: 50}")
                .contains("cursor: {field: /updated_at, type: instant, start: $(connection.startAt), lookback: PT5M}")
                .contains("signature: {header: X-Harbour-Signature, encoding: base64}")
                .contains("receipt: {key: {header: X-Harbour-Delivery-Id}, keep: P14D}")
                .contains("request: {put: /stock/$(canonical.sku), json: $(mapped)}");
        for (String subject :
                List.of("harbour.order", "harbour.order_listed", "harbour.stock", "harbour.availability")) {
            assertThat(run("mapping", "test", subject).out()).contains("1 case(s) of " + subject + ": 1 green, 0 red");
            assertThat(run("mapping", "activate", subject, "1", "--why", "first")
                            .code())
                    .as("not before its release")
                    .isEqualTo(ExitCode.REFUSED);
            assertThat(run("mapping", "release", subject, "1").code()).isZero();
            assertThat(run("mapping", "activate", subject, "1", "--why", "first")
                            .code())
                    .isZero();
        }
        CommandRun again = run("mapping", "activate", "harbour.order", "1", "--why", "again");
        assertThat(again.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.out()).contains("say from when this one does: --from ");
        assertThat(run("lint").out()).endsWith("0 problem(s)\n");
        CommandRun suite = run("connector", "test", "harbour");
        assertThat(suite.code()).as(suite.toString()).isZero();
    }

    @Test
    void theFirstMappingHasARowForEachCellWhoseNameIsSeen() {
        run("connector", "new", "harbour", "--from-openapi", DESCRIBED);

        assertThat(text("mappings/harbour/order/V001__first.mapping.yaml"))
                .contains("ccy: {from: order.currency, type: currency}")
                .contains("{to: id, type: id, from: order.id}")
                .contains("{to: number, type: string, from: order.order_number}")
                .contains("{to: state, type: enum, from: order.status, via: [valuemap(harbour_order_state)]}")
                .contains(
                        "{to: customer.email, type: string, from: order.customer.email, via: [trim, lower], pii: true}")
                .contains("each: order.items")
                .contains("{to: unitPrice, type: money, from: unit_price}")
                .contains("{to: totals.grand, type: money, from: order.total}");
        assertThat(text("mappings/valuemaps/harbour_order_state.valuemap.yaml"))
                .contains("{source: placed, target: open}")
                .contains("{source: shipped, target: completed}")
                .contains("{source: cancelled, target: cancelled}");
        assertThat(text("mappings/harbour/order/samples/first/out.json"))
                .contains("\"state\": \"open\"", "\"amount\": \"29.90\"", "\"sku\": \"ROPE-10\"");
    }

    @Test
    void aSampleWithALackIsWrittenAndSaysWhatIsLacking() {
        Path sample = home.resolve("order.json");
        WrittenFile.write(
                sample, "{\"order_no\": \"A-7\", \"currency\": \"EUR\", \"lines\": [{\"article\": \"MUG\"}]}");

        CommandRun begun = run("connector", "new", "acme", "--sample", sample.toString());

        assertThat(begun.code()).as(begun.toString()).isZero();
        assertThat(begun.out())
                .contains("not written: mappings/acme/order/samples/first/out.json: dead letter required_missing")
                .contains(
                        "decide: mappings/acme/order/V001__first.mapping.yaml: which member of a line is its quantity");
        assertLintSaysOnly("not_activated", 1);
    }

    @Test
    void editorSchemasAreThereForTheFirstConnectorOfAHome() {
        CommandRun first = run("connector", "new", "acme");

        assertThat(first.lines()).contains("wrote: config/schemas/connector.schema.json");
        List<String> named = Stream.of("config", "mappings")
                .flatMap(folder -> HomeFiles.only(home).list(folder, ".yaml").stream())
                .map(file -> home.resolve(file).resolve("..").resolve(schemaOf(text(file))))
                .map(Path::normalize)
                .map(Path::toString)
                .distinct()
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(4)
                .allSatisfy(schema -> assertThat(Path.of(schema)).isNotEmptyFile());
        assertThat(run("fmt", "--check").code()).isZero();
        assertLintSaysOnly("not_activated", 1);

        WrittenFile.write(home.resolve("config/schemas/connector.schema.json"), "{}");
        assertThat(run("connector", "new", "other").out()).doesNotContain("config/schemas");
        assertThat(text("config/schemas/connector.schema.json")).isEqualTo("{}");
    }

    private static String schemaOf(String text) {
        return text.lines().findFirst().orElse("").replace("# yaml-language-server: $schema=", "");
    }

    @Test
    void anUpdateSaysWhatItChanged() {
        run("connector", "new", "harbour", "--from-openapi", DESCRIBED);
        String mapping = "mappings/harbour/order/V001__first.mapping.yaml";
        WrittenFile.write(home.resolve(mapping), text(mapping).replace("from: order.order_number", "from: order.id"));

        assertThat(run("mapping", "test", "harbour.order").code()).isEqualTo(ExitCode.FOUND);
        CommandRun updated = run("mapping", "test", "harbour.order", "--update");

        assertThat(updated.code()).as(updated.toString()).isZero();
        assertThat(updated.out())
                .contains(
                        "number: was \"HG-5001\", is \"5001\"",
                        "changed: mappings/harbour/order/samples/first/out.json");
        assertThat(run("mapping", "test", "harbour.order", "--update").out()).doesNotContain("changed:");
    }
}
