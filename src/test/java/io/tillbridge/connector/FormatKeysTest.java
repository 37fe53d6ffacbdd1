package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Format.Compressed;
import io.tillbridge.connector.Format.Compression;
import io.tillbridge.connector.Format.Csv;
import io.tillbridge.connector.Format.Fixed;
import io.tillbridge.connector.FormatTrailer.Check;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of a format has its default, reaches the plan, and is refused clearly when it is wrong. */
class FormatKeysTest {

    private static final String SCHEMA = """
            <schema xmlns="http://xlate.io/EDISchema/v4">
              <transaction><sequence><segment type="BEG"/></sequence></transaction>
              <elementType name="E0353" number="353" base="string" maxLength="2"/>
              <segmentType name="BEG"><sequence><element type="E0353"/></sequence></segmentType>
            </schema>
            """;

    @TempDir
    private Path folder;

    private TestHome home(String source) {
        TestHome home = new TestHome(folder).put("config/connectors/acme/edi/850.xml", SCHEMA);
        home.connector("acme", """
                spec: {key: {type: secret}}
                inbound:
                  hook:
                    emits: order
                    mapping: acme.order
                    key: {pointer: /id}
                    source:
                      kind: webhook-in
                      verify: {kind: shared_header, header: X-Key, secret: $(secrets.key)}
                      %s
                """.formatted(source));
        return home.connection("shop", "acme", "secrets: {key: {kind: env, name: KEY}}\n");
    }

    private WebhookSource source(String text) {
        ConnectorCatalog.Loaded loaded = home(text).load();
        assertThat(loaded.problems()).isEmpty();
        return (WebhookSource) TestHome.get(TestHome.get(loaded.plans(), "shop").inbound(), "hook")
                .source();
    }

    private Format format(String text) {
        return source("format: " + text).documents();
    }

    @Test
    void jsonIsTheDefaultAndEveryFormatHasItsContentTypes() {
        assertThat(source("maxBytes: 1KB").documents()).isEqualTo(new Format.Json());
        assertThat(source("maxBytes: 1KB").contentTypes()).containsExactly("application/json");
        assertThat(source("format: {kind: xml}").contentTypes())
                .containsExactlyInAnyOrder("application/xml", "text/xml");
        assertThat(source("format: {kind: form}").contentTypes()).containsExactly("application/x-www-form-urlencoded");
        WebhookSource both = source("format: {kind: xml}\n      contentTypes: [text/plain]");
        assertThat(both.contentTypes()).containsExactly("text/plain");
    }

    @Test
    void simpleFormatsReachThePlan() {
        assertThat(format("{kind: json, jsonText: [/payload]}"))
                .isEqualTo(new Format.Json(List.of(JsonPointer.compile("/payload"))));
        assertThat(format("{kind: form, jsonText: [/payload]}"))
                .isEqualTo(new Format.Form(List.of(JsonPointer.compile("/payload"))));
        assertThat(format("{kind: jsonl, compression: gzip}"))
                .isEqualTo(new Compressed(new Format.JsonLines(), Compression.GZIP));
        assertThat(format("{kind: xml}")).isEqualTo(new Format.Xml(null, Set.of(), null));
        assertThat(format("{kind: xml, root: A, arrays: [A/B], record: A/B, compression: zip}"))
                .isEqualTo(new Compressed(new Format.Xml("A", Set.of("A/B"), "A/B"), Compression.ZIP));
        assertThat(format("{kind: x12}")).isEqualTo(new Format.X12(new Format.Edi(Set.of(), null)));
        assertThat(format("{kind: x12, sets: [\"850\"], schema: edi/850.xml}"))
                .isEqualTo(new Format.X12(new Format.Edi(Set.of("850"), SCHEMA)));
        assertThat(format("{kind: edifact, messages: [ORDERS]}"))
                .isEqualTo(new Format.Edifact(new Format.Edi(Set.of("ORDERS"), null)));
    }

    @Test
    void csvHasDefaultsAndEveryKey() {
        assertThat(format("{kind: csv}"))
                .isEqualTo(new Csv(
                        new FormatTable(StandardCharsets.UTF_8, '.', null, List.of(), null), ',', '"', null, true));
        FormatTable table = new FormatTable(
                Charset.forName("windows-1252"),
                ',',
                '.',
                List.of(
                        new FormatColumn("STORE", FormatColumn.Type.STRING, 0, 4, null, null, null),
                        new FormatColumn("QTY", FormatColumn.Type.DECIMAL, 0, 0, 3, null, null),
                        new FormatColumn(
                                "AT",
                                FormatColumn.Type.INSTANT,
                                0,
                                0,
                                null,
                                "dd.MM.yyyy HH:mm",
                                ZoneId.of("Europe/Berlin"))),
                new FormatTrailer(
                        "STORE", "9999", List.of(new Check.RowCount("QTY"), new Check.Sum("QTY", "QTY * 2"))));
        assertThat(format("""
                {kind: csv, encoding: windows-1252, delimiter: ";", decimal: ",", grouping: ".", quote: "'", escape: "\\\\",
                        header: "false", columns: {STORE: {width: 4}, QTY: {type: decimal, scale: 3},
                          AT: {type: instant, pattern: "dd.MM.yyyy HH:mm", zone: Europe/Berlin}},
                        trailer: {when: {column: STORE, equals: "9999"}, mismatch: reject_file,
                          checks: [{kind: row_count, column: QTY}, {kind: sum, of: QTY * 2, column: QTY}]}}""")).isEqualTo(new Csv(table, ';', '\'', '\\', false));
    }

    @Test
    void fixedColumnsHaveTheirPlaces() {
        assertThat(format("{kind: fixed, columns: {A: {at: 1, width: 4}, B: {at: 5, width: 3, type: int}}}"))
                .isEqualTo(new Fixed(new FormatTable(
                        StandardCharsets.UTF_8,
                        '.',
                        null,
                        List.of(
                                new FormatColumn("A", FormatColumn.Type.STRING, 1, 4, null, null, null),
                                new FormatColumn("B", FormatColumn.Type.INT, 5, 3, null, null, null)),
                        null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: yaml}|wrong_word format.kind",
                "{}|missing_key format.kind",
                "{kind: json, root: A}|unknown_key format.root",
                "{kind: json, jsonText: [payload]}|wrong_type format.jsonText[0]",
                "{kind: jsonl, compression: rar}|wrong_word format.compression",
                "{kind: xml, arrays: [/A]}|wrong_path format.arrays[0]",
                "{kind: xml, root: A, arrays: [B/C]}|wrong_path format.arrays[0]",
                "{kind: xml, root: A, record: AB}|wrong_path format.record",
                "{kind: x12, sets: [ORDERS]}|wrong_type format.sets[0]",
                "{kind: x12, acknowledge: {with: '997'}}|not_supported_yet format.acknowledge",
                "{kind: x12, schema: edi/none.xml}|undefined format.schema",
                "{kind: x12, schema: acme.connector.yaml}|wrong_schema format.schema",
                "{kind: edifact, messages: ['850']}|wrong_type format.messages[0]",
                "{kind: csv, encoding: klingon}|wrong_type format.encoding",
                "{kind: csv, delimiter: ';;'}|wrong_type format.delimiter",
                "{kind: csv, decimal: ;}|wrong_word format.decimal",
                "{kind: csv, grouping: .}|too_many format.grouping",
                "{kind: csv, quote: ','}|too_many format.quote",
                "{kind: csv, header: no}|wrong_word format.header",
                "{kind: csv, header: 'false'}|missing_key format.columns",
                "{kind: csv, columns: {A: {at: 1}}}|unknown_key format.columns.A.at",
                "{kind: csv, columns: {A: {type: money}}}|wrong_word format.columns.A.type",
                "{kind: csv, columns: {A: {scale: 2}}}|unused format.columns.A.scale",
                "{kind: csv, columns: {A: {type: int, width: 2}}}|unused format.columns.A.width",
                "{kind: csv, columns: {A: {pattern: yyyy}}}|unused format.columns.A.pattern",
                "{kind: csv, columns: {A: {type: date, pattern: bbb}}}|wrong_type format.columns.A.pattern",
                "{kind: csv, columns: {A: {type: date, zone: UTC}}}|unused format.columns.A.zone",
                "{kind: csv, columns: {A: {type: instant, zone: Mars}}}|wrong_type format.columns.A.zone",
                "{kind: csv, columns: {A: {type: instant, pattern: yyyyMMdd}}}|missing_key format.columns.A.zone",
                "{kind: csv, trailer: {checks: []}}|missing_key format.trailer.when",
                "{kind: csv, trailer: {when: {column: A}}}|missing_key format.trailer.when.equals",
                "{kind: csv, trailer: {when: {column: A, equals: x}, mismatch: warn}}|wrong_word format.trailer.mismatch",
                "{kind: csv, trailer: {when: {column: A, equals: x}, checks: [{kind: row_count, column: B}]}}"
                        + "|undefined format.trailer.checks[0].column",
                "{kind: csv, columns: {B: {type: int}}, trailer: {when: {column: A, equals: x}, "
                        + "checks: [{kind: sum, column: B, of: B + C}]}}|undefined format.trailer.checks[0].of",
                "{kind: csv, columns: {B: {type: int}}, trailer: {when: {column: A, equals: x}, "
                        + "checks: [{kind: sum, column: B, of: B +}]}}|wrong_expression format.trailer.checks[0].of",
                "{kind: fixed}|missing_key format.columns",
                "{kind: fixed, columns: {A: {width: 2}}}|missing_key format.columns.A.at",
                "{kind: fixed, columns: {A: {at: 1}}}|missing_key format.columns.A.width",
                "{kind: fixed, columns: {A: {at: 1, width: 2}, B: {at: 2, width: 1}}}|overlap format.columns",
                "{kind: fixed, delimiter: ',', columns: {A: {at: 1, width: 2}}}|unknown_key format.delimiter"
            },
            quoteCharacter = '`')
    void whatIsWrongIsSaidWhereItStands(String format, String problem) {
        assertThat(home("format: " + format).load().problems())
                .extracting(each -> each.rule() + " " + each.field().replace("inbound.hook.source.", ""))
                .contains(problem);
    }
}
