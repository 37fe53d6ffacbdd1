package io.tillbridge.mapping;

import static io.tillbridge.mapping.TestMappings.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.format.Formats;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A batch through an outbound mapping, down to the bytes that leave. */
class OutboundFormatsTest {

    private static final Format CSV =
            new Format.Csv(new FormatTable(StandardCharsets.UTF_8, ',', null, List.of(), null), ';', '"', null, true);

    private static String written(Format format, String rows) throws Exception {
        Mapping mapping = TestMappings.outbound("batch: true\nrows:\n" + rows);
        TranslationInput one = input("{\"available\": \"3.9\"}", Map.of("item", "\"A;1\"", "expected", "null"));
        TranslationInput two = input("{\"available\": \"-2\"}", Map.of("item", "\"B & C\"", "expected", "5"));
        Translation translation = mapping.translate(
                new TranslationInput(one.document(), one.connection(), one.event(), Map.of(), List.of(one, two)));
        assertThat(translation).isInstanceOf(Translation.Translated.class);
        return new String(
                Formats.write(format, ((Translation.Translated) translation).result()), StandardCharsets.UTF_8);
    }

    @Test
    void aBatchIsTheRowsOfACsvFile() throws Exception {
        assertThat(written(CSV, """
                  - to: records[]
                    each: $batch
                    key: [ITEM]
                    rows:
                      - {to: ITEM, type: string, from: $resolved.item}
                      - {to: QTY, type: decimal, from: available, via: [clamp(min=0)], write: number}
                      - {to: BEFORE, type: int, from: $resolved.expected, nulls: keep}
                """)).isEqualTo("ITEM;QTY;BEFORE\r\n\"A;1\";3,9;\r\nB & C;0;5\r\n");
    }

    @Test
    void aBatchIsTheElementsOfAnXmlDocument() throws Exception {
        assertThat(written(new Format.Xml("Stock", Set.of(), null), """
                  - {to: Stock.@shop, type: string, from: $connection.id}
                  - to: Stock.Item[]
                    each: $batch
                    key: [Code]
                    rows:
                      - {to: Code, type: string, from: $resolved.item}
                      - {to: Qty, type: int, from: available, via: [clamp(min=0), floor]}
                """))
                .isEqualTo(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Stock shop=\"acme-us\">"
                                + "<Item><Code>A;1</Code><Qty>3</Qty></Item><Item><Code>B &amp; C</Code><Qty>0</Qty></Item></Stock>");
    }

    @Test
    void explicitNullsStandInTheJsonAsTheyWereWritten() throws Exception {
        assertThat(written(new Format.Json(), """
                  - to: quantities[]
                    each: $batch
                    key: [item]
                    rows:
                      - {to: item, type: string, from: $resolved.item}
                      - {to: changeFrom, type: int, from: $resolved.expected, nulls: keep}
                """))
                .isEqualTo(
                        "{\"quantities\":[{\"item\":\"A;1\",\"changeFrom\":null},{\"item\":\"B & C\",\"changeFrom\":5}]}");
    }
}
