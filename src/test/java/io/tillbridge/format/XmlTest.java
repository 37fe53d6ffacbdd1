package io.tillbridge.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tillbridge.connector.Format;
import io.tillbridge.mapping.ExactJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlTest {

    private static final Format MESSAGE = new Format.Xml("Message", Set.of("Message/Lines/Line"), null);
    private static final Format ANY = new Format.Xml(null, Set.of(), null);

    @TempDir
    private Path folder;

    private static String read(Format format, String xml) throws UnreadableDocument {
        return Formats.read(format, xml.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void refused(Format format, String xml, String code) {
        assertThatExceptionOfType(UnreadableDocument.class)
                .isThrownBy(() -> read(format, xml))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.place()).startsWith("line ");
                    assertThat(e.getMessage()).doesNotContain("secret of the hub");
                });
    }

    @Test
    void elementsAttributesAndTextBecomeJson() throws Exception {
        assertThat(
                        read(
                                MESSAGE,
                                "<m:Message xmlns:m='urn:x' id='7'><Order> 12 <!-- no --></Order><Empty/>"
                                        + "<Price ccy='EUR'>19.90</Price><Lines><Line><![CDATA[a<b]]></Line></Lines></m:Message>"))
                .isEqualTo("{\"Message\":{\"@id\":\"7\",\"Order\":\"12\",\"Empty\":null,"
                        + "\"Price\":{\"@ccy\":\"EUR\",\"#text\":\"19.90\"},\"Lines\":{\"Line\":[\"a<b\"]}}}");
    }

    @Test
    void aDeclaredListStaysOneWithOneElementAndWithNone() throws Exception {
        assertThat(read(MESSAGE, "<Message><Lines><Line>1</Line><Line>2</Line></Lines></Message>"))
                .isEqualTo("{\"Message\":{\"Lines\":{\"Line\":[\"1\",\"2\"]}}}");
        assertThat(read(MESSAGE, "<Message><Lines/></Message>")).isEqualTo("{\"Message\":{\"Lines\":{\"Line\":[]}}}");
        assertThat(read(ANY, "<A><B>1</B><B>2</B><C>3</C></A>")).isEqualTo("{\"A\":{\"B\":[\"1\",\"2\"],\"C\":\"3\"}}");
    }

    @Test
    void theEncodingIsTheDocumentsOwn() throws Exception {
        String xml = "<?xml version='1.0' encoding='windows-1252'?><A>\u20ac\u00e4</A>";
        assertThat(Formats.read(ANY, xml.getBytes(Charset.forName("windows-1252")))
                        .path("A")
                        .asText())
                .isEqualTo("€ä");
        assertThat(Formats.read(ANY, "\uFEFF<A>é</A>".getBytes(StandardCharsets.UTF_8))
                        .path("A")
                        .asText())
                .isEqualTo("é");
    }

    @Test
    void nothingIsFetchedAndNothingIsExpanded() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret of the hub");
        refused(ANY, "<!DOCTYPE A [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><A>&x;</A>", "doctype_refused");
        refused(ANY, "<!DOCTYPE A SYSTEM '" + secret.toUri() + "'><A/>", "doctype_refused");
        refused(
                ANY,
                "<!DOCTYPE A [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><A>&b;&b;</A>",
                "doctype_refused");
        refused(ANY, "<A>&unknown;</A>", "invalid_xml");
    }

    @Test
    void whatIsNoSuchDocumentIsRefusedWithItsPlace() {
        refused(MESSAGE, "<Order/>", "wrong_root");
        refused(ANY, "<A><B></A>", "invalid_xml");
        refused(ANY, "<A/><B/>", "invalid_xml");
        refused(ANY, "", "invalid_xml");
        refused(ANY, "{\"a\": 1}", "invalid_xml");
        refused(ANY, "<a>".repeat(201) + "</a>".repeat(201), "too_deep");
    }

    @Test
    void aFileIsReadElementByElement() throws Exception {
        Format sales = new Format.Xml("Sales", Set.of("Sales/Sale/Line"), "Sales/Sale");
        assertThat(Tables.shown(sales, "<Sales>\n<Head/>\n<Sale id='1'><Line>a</Line></Sale>\n<Sale/>\n</Sales>"))
                .containsExactly("3 {\"@id\":\"1\",\"Line\":[\"a\"]}", "4 {\"Line\":[]}");
        assertThatExceptionOfType(UnreadableDocument.class)
                .isThrownBy(() -> Tables.records(sales, "<Sales><Sale/></Sales".getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.code()).isEqualTo("invalid_xml"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        String json =
                "{\"Message\":{\"@id\":\"a\\\"<&\",\"N\":1.50,\"Lines\":{\"Line\":[\"x & y\",\"z\"]},\"E\":null}}";
        byte[] written = Formats.write(MESSAGE, ExactJson.parse(json));

        assertThat(new String(written, StandardCharsets.UTF_8))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Message id=\"a&quot;&lt;&amp;\"><N>1.50</N>");
        assertThat(Formats.read(MESSAGE, written).toString()).isEqualTo(json.replace("1.50", "\"1.50\""));
        assertThat(Formats.write(MESSAGE, ExactJson.parse("{\"@id\":1}")))
                .asString(StandardCharsets.UTF_8)
                .endsWith("<Message id=\"1\"></Message>");
    }

    @Test
    void whatXmlCannotSayIsRefused() {
        for (String json : new String[] {"[1]", "{\"a\":1,\"b\":2}", "{\"a b\":1}", "{\"a\":\"\\u0001\"}"}) {
            assertThatExceptionOfType(UnwritableDocument.class)
                    .as(json)
                    .isThrownBy(() -> Formats.write(ANY, ExactJson.parse(json)));
        }
    }
}
