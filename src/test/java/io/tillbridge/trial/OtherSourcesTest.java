package io.tillbridge.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.trial.CheckResult.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What does not come or go over HTTP is tried with documents in its own format. */
class OtherSourcesTest {

    private static final String CONNECTOR = """
            apiVersion: tillbridge/v1
            kind: Connector
            name: depot
            version: 1.0.0
            spec:
              host: {}
              user: {}
              key: {type: secret}
              hostKey: {default: "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
              broker: {default: "tcp://localhost:61616"}
              password: {type: secret}
            clients:
              drop: {kind: sftp, host: $(settings.host), user: $(settings.user), privateKey: $(secrets.key), hostKey: $(settings.hostKey)}
              api: {kind: http, baseUrl: "https://depot.example.com", auth: {kind: none}}
              mq: {kind: jms, url: $(settings.broker), user: $(settings.user), password: $(secrets.password), transacted: true}
            inbound:
              files:
                emits: stock.received
                mapping: depot.receipt
                source:
                  kind: files-in
                  client: drop
                  path: out
                  match: {path: name, matches: '^R_(?<site>[A-Z0-9]+)[.]csv$'}
                  every: PT15M
                  ready: {orStableFor: PT2M}
                  format:
                    kind: csv
                    delimiter: ";"
                    columns: {ID: {}, AT: {type: instant}, LINE: {}, SKU: {}, QTY: {type: decimal, scale: 2}}
                  group: {by: [ID], as: lines}
                key: {template: $(file.site)/$(record.ID)}
              messages:
                emits: stock.received
                mapping: depot.message
                source: {kind: jms-in, client: mq, queue: OUT, format: {kind: xml, root: Receipt}}
                key: {pointer: /Receipt/@id}
              exports:
                emits: stock.received
                mapping: depot.receipt
                source:
                  kind: poll-http
                  client: api
                  every: P1D
                  request: {post: /exports, json: '{"all": true}'}
                  job:
                    id: /id
                    status: {get: /exports/$(job.id), every: PT2S, within: PT1H, done: {pointer: /s, equals: DONE}}
                    result: {url: /url, format: {kind: jsonl}}
                  cursor: {kind: full}
                key: {pointer: /ID}
            outbound:
              shelves:
                accepts: availability
                mapping: depot.shelf
                key: {fields: [sku, location]}
                send: {client: mq, queue: IN, format: {kind: xml, root: Shelf}}
                idempotency: {header: _AMQ_DUPL_ID, key: {uuid5: [connection.id, batch.id]}}
            """;

    private static final String ROWS = """
              - {to: system, type: id, from: $connection.id}
              - {to: id, type: id, from: %1$s}
              - {to: location, type: id, %2$s}
              - {to: receivedAt, type: instant, from: %3$s}
              - to: lines[]
                each: %4$s
                key: [%5$s]
                rows:
                  - {to: id, type: id, from: %5$s}
                  - {to: sku, type: string, from: %6$s, required: true}
                  - {to: quantity, type: decimal, from: %7$s, scale: 2}
            """;

    private static final String OUT = """
            {"system": "d", "id": "R1", "location": "DC1", "receivedAt": "2026-06-01T08:00:00Z",
             "lines": [{"id": "1", "sku": "MUG", "quantity": "2.5"}, {"id": "2", "sku": "CUP", "quantity": "1"}]}
            """;

    private final Map<String, String> texts = new TreeMap<>();

    OtherSourcesTest() {
        HomeFiles shipped = HomeFiles.only(Path.of("."));
        shipped.list("config/canonical", "").forEach(name -> texts.put(name, shipped.text(name)));
        texts.put("config/connectors/depot/depot.connector.yaml", CONNECTOR);
        mapping(
                "receipt",
                ROWS.formatted("ID", "from: \"$event.headers.'file.site'\"", "AT", "lines", "LINE", "SKU", "QTY"));
        sample("receipt", "in.json", """
                {"ID": "R1", "AT": "2026-06-01T08:00:00Z", "LINE": "1", "SKU": "MUG", "QTY": 2.5, "lines": [
                 {"ID": "R1", "AT": "2026-06-01T08:00:00Z", "LINE": "1", "SKU": "MUG", "QTY": 2.5},
                 {"ID": "R1", "AT": "2026-06-01T08:00:00Z", "LINE": "2", "SKU": "CUP", "QTY": 1}]}
                """);
        sample("receipt", "out.json", OUT);
        sample("receipt", "context.yaml", "connection: {id: d}\nevent: {headers: {file.site: DC1}}\n");
        sample("receipt", "in.csv", """
                ID;AT;LINE;SKU;QTY
                R1;2026-06-01T08:00:00Z;1;MUG;2.5
                R1;2026-06-01T08:00:00Z;2;CUP;1
                """);
        mapping(
                "message",
                ROWS.formatted(
                        "\"Receipt.'@id'\"", "const: DC1", "Receipt.At", "Receipt.Line", "\"'@no'\"", "Sku", "Qty"));
        sample("message", "in.json", """
                {"Receipt": {"@id": "R1", "At": "2026-06-01T08:00:00Z", "Line": [
                 {"@no": "1", "Sku": "MUG", "Qty": "2.5"}, {"@no": "2", "Sku": "CUP", "Qty": "1"}]}}
                """);
        sample("message", "out.json", OUT);
        sample("message", "context.yaml", "connection: {id: d}\n");
        texts.put("mappings/depot/shelf/V001__x.mapping.yaml", """
                apiVersion: tillbridge/v1
                kind: Mapping
                subject: depot.shelf
                version: 1
                from: canonical/availability.v1
                to: depot/shelf.1
                rows: [{to: Shelf.Sku, type: string, from: sku}, {to: Shelf.Pieces, type: decimal, from: available, write: text}]
                """);
        sample("shelf", "in.json", "{\"sku\": \"MUG\", \"location\": \"DC1\", \"available\": \"5\", \"sequence\": 7}");
        sample("shelf", "out.json", "{\"Shelf\": {\"Sku\": \"MUG\", \"Pieces\": \"5\"}}");
    }

    private void mapping(String name, String rows) {
        texts.put("mappings/depot/" + name + "/V001__x.mapping.yaml", """
                apiVersion: tillbridge/v1
                kind: Mapping
                subject: depot.%s
                version: 1
                from: depot/%s.1
                to: canonical/stock_received.v1
                rows:
                """.formatted(name, name) + rows);
    }

    private void sample(String mapping, String file, String text) {
        texts.put("mappings/depot/" + mapping + "/samples/one/" + file, text);
    }

    private List<CheckResult> results() {
        StandardSuite.Report report = StandardSuite.run(HomeFiles.of(texts), "depot");
        assertThat(report.problems()).isEmpty();
        return report.results();
    }

    @Test
    void filesAndMessagesHaveDocumentsRepeatsGapsAndHoursThatComeTwice() {
        List<CheckResult> results = results();

        assertThat(results)
                .filteredOn(result -> result.verdict() == Verdict.FAILED)
                .isEmpty();
        assertThat(results)
                .filteredOn(result -> result.verdict() == Verdict.PASSED)
                .extracting(result -> result.flow() + " " + result.check())
                .contains("files DOCUMENTS", "files DUPLICATE", "files NULLS", "files DST_HOUR")
                .contains("messages DOCUMENTS", "messages DUPLICATE", "messages NULLS", "messages DST_HOUR")
                .contains("shelves DOCUMENTS", "shelves DUPLICATE");
    }

    @Test
    void anExportIsBegunAskedForFetchedAndReadOnce() {
        assertThat(results())
                .filteredOn(result -> result.flow().equals("exports") && result.verdict() == Verdict.PASSED)
                .extracting(CheckResult::check)
                .contains(Check.DUPLICATE, Check.RATE_LIMIT, Check.SERVER_ERRORS, Check.CUT_CONNECTION);
    }

    @Test
    void aFileThatIsReadOtherwiseThanItsSampleIsFound() {
        texts.computeIfPresent(
                "mappings/depot/receipt/samples/one/in.csv", (name, text) -> text.replace(";2;CUP", ";3;CUP"));

        assertThat(failed("files")).contains("in.csv is read as");
    }

    @Test
    void aFileThatCannotBeReadIsFound() {
        texts.computeIfPresent("mappings/depot/receipt/samples/one/in.csv", (name, text) -> text.replace("SKU;", ""));

        assertThat(failed("files")).contains("in.csv is unreadable");
    }

    private String failed(String flow) {
        return results().stream()
                .filter(result -> result.flow().equals(flow) && result.verdict() == Verdict.FAILED)
                .map(CheckResult::why)
                .findFirst()
                .orElse("nothing failed");
    }
}
