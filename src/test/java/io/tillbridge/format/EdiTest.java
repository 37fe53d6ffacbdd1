package io.tillbridge.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.Format.Edi;
import io.tillbridge.mapping.ExactJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Envelopes, loops and acknowledgements. */
class EdiTest {

    private static final String SCHEMA = """
            <schema xmlns="http://xlate.io/EDISchema/v4">
              <transaction><sequence>
                <segment type="BEG" minOccurs="1"/>
                <loop code="LINE" maxOccurs="100"><sequence>
                  <segment type="PO1"/><segment type="PID" maxOccurs="5"/>
                </sequence></loop>
              </sequence></transaction>
              <elementType name="T" base="string" maxLength="30"/>
              <segmentType name="BEG"><sequence><element type="T"/><element type="T"/></sequence></segmentType>
              <segmentType name="PO1"><sequence><element type="T"/><element type="T"/></sequence></segmentType>
              <segmentType name="PID"><sequence><element type="T"/></sequence></segmentType>
            </schema>
            """;

    private static final String HEAD = "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         "
            + "*260101*1200*U*00401*000000007*0*P*>~GS*PO*BUYER*SELLER*20260101*1200*3*X*004010~";
    private static final String FIRST = "ST*850*0001~BEG*00*A1~PO1*1*2~PID*x~PID*y~PO1*2*3~SE*7*0001~";
    private static final String WRONG = "ST*850*0002~BEG*00*A2~SE*9*0002~";
    private static final String OTHER = "ST*810*0003~BIG*1~SE*3*0003~";
    private static final String TAIL = "GE*3*3~IEA*1*000000007~";

    private static final Format FLAT = new Format.X12(new Edi(Set.of("850"), null));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eachSetIsARecordWithItsEnvelopeAndABadOneLetsTheOthersGoOn() throws Exception {
        var records = Tables.records(FLAT, bytes(HEAD + FIRST + WRONG + OTHER + TAIL));

        JsonNode good = ((FormatRecord.Good) records.get(0)).json();
        assertThat(good.at("/interchange/ISA06").asText()).isEqualTo("BUYER");
        assertThat(good.at("/group/GS06").asText()).isEqualTo("3");
        assertThat(good.at("/set").toString()).isEqualTo("{\"ST01\":\"850\",\"ST02\":\"0001\"}");
        assertThat(good.at("/segments/1").toString()).isEqualTo("{\"tag\":\"PO1\",\"PO101\":\"1\",\"PO102\":\"2\"}");
        assertThat(records).element(1).isInstanceOfSatisfying(FormatRecord.Bad.class, bad -> {
            assertThat(bad.code()).isEqualTo("control_count_does_not_match_actual_count");
            assertThat(bad.field()).startsWith("segment ").contains("SE");
            assertThat(bad.raw()).contains("BEG*00*A2");
        });
        assertThat(records)
                .element(2)
                .isInstanceOfSatisfying(
                        FormatRecord.Bad.class, bad -> assertThat(bad.code()).isEqualTo("unexpected_set"));
    }

    @Test
    void aSchemaNamesTheLoopsAndOneOfThemStaysAList() throws Exception {
        Format named = new Format.X12(new Edi(Set.of("850"), SCHEMA));
        JsonNode two = Formats.read(named, bytes(HEAD + FIRST + TAIL.replace("GE*3", "GE*1")))
                .at("/records/0");
        assertThat(two.path("BEG").toString()).isEqualTo("{\"BEG01\":\"00\",\"BEG02\":\"A1\"}");
        assertThat(two.path("LINE").toString())
                .isEqualTo("[{\"PO1\":{\"PO101\":\"1\",\"PO102\":\"2\"},\"PID\":[{\"PID01\":\"x\"},{\"PID01\":\"y\"}]},"
                        + "{\"PO1\":{\"PO101\":\"2\",\"PO102\":\"3\"}}]");
        assertThat(Formats.read(named, Formats.write(named, two)).at("/records/0"))
                .isEqualTo(two);

        String one = HEAD + "ST*850*0001~BEG*00*A1~PO1*1*2~SE*4*0001~" + TAIL.replace("GE*3", "GE*1");
        assertThat(Formats.read(named, bytes(one)).at("/records/0/LINE").toString())
                .isEqualTo("[{\"PO1\":{\"PO101\":\"1\",\"PO102\":\"2\"}}]");
    }

    @Test
    void aSegmentThatIsMissingIsNamed() throws Exception {
        Format named = new Format.X12(new Edi(Set.of("850"), SCHEMA));
        String without = HEAD + "ST*850*0001~PO1*1*2~SE*3*0001~" + TAIL.replace("GE*3", "GE*1");
        assertThat(Tables.records(named, bytes(without)))
                .singleElement()
                .isInstanceOfSatisfying(FormatRecord.Bad.class, bad -> {
                    assertThat(bad.code()).isEqualTo("mandatory_segment_missing");
                    assertThat(bad.detail()).contains("BEG");
                });
    }

    @Test
    void aSetOfAnotherKindIsToldAsSuchAlsoWhenASchemaDoesNotKnowItsSegments() throws Exception {
        Format named = new Format.X12(new Edi(Set.of("850"), SCHEMA));
        assertThat(Tables.records(named, bytes(HEAD + OTHER + TAIL.replace("GE*3", "GE*1"))))
                .singleElement()
                .isInstanceOfSatisfying(
                        FormatRecord.Bad.class, bad -> assertThat(bad.code()).isEqualTo("unexpected_set"));
    }

    @Test
    void theLastSegmentOfX12NeedNotBeTerminated() throws Exception {
        String whole = HEAD + FIRST + TAIL.replace("GE*3", "GE*1");
        JsonNode read = Formats.read(FLAT, bytes(whole));

        assertThat(Formats.read(FLAT, bytes(whole.substring(0, whole.length() - 1))))
                .isEqualTo(read);
        String lines = whole.replace('~', '\n');
        assertThat(Formats.read(FLAT, bytes(lines.substring(0, lines.length() - 1))))
                .isEqualTo(Formats.read(FLAT, bytes(lines)));
        assertThatExceptionOfType(UnreadableDocument.class)
                .as("cut within the control number")
                .isThrownBy(() -> Formats.read(FLAT, bytes(whole.substring(0, whole.length() - 4))));
    }

    @Test
    void anEnvelopeThatContradictsItselfIsRefused() {
        for (String damaged : new String[] {
            HEAD + FIRST + TAIL, HEAD + FIRST + "GE*1*3~IEA*1*000000008~", HEAD + FIRST, HEAD.substring(0, 60), "", "x"
        }) {
            assertThatExceptionOfType(UnreadableDocument.class)
                    .as(damaged)
                    .isThrownBy(() -> Tables.records(FLAT, bytes(damaged)));
        }
    }

    private static byte[] acknowledged(Format format, String file, boolean refused, long control) throws Exception {
        try (RecordStream records = Formats.records(format, new ByteArrayInputStream(bytes(file)))) {
            while (records.next() != null) {
                // what each set was is remembered
            }
            return Acknowledgements.of(records).write(refused, Instant.parse("2026-01-02T03:04:05Z"), control);
        }
    }

    @Test
    void aFileThatIsRejectedIsRefusedWhole() throws Exception {
        String told = new String(
                acknowledged(FLAT, HEAD + FIRST + TAIL.replace("GE*3", "GE*1"), true, 999_999_999),
                StandardCharsets.UTF_8);
        assertThat(told).contains("*999999999*0*P*>~").contains("AK2*850*0001~AK5*R*5~AK9*R*1*1*0~");
        assertThat(new String(
                        acknowledged(
                                FLAT,
                                HEAD
                                        + FIRST
                                        + TAIL.replace("GE*3", "GE*1")
                                        + HEAD
                                        + FIRST
                                        + TAIL.replace("GE*3", "GE*1"),
                                false,
                                999_999_999),
                        StandardCharsets.UTF_8))
                .as("after the greatest number comes 1")
                .contains("*000000001*0*P*>~");
    }

    @Test
    void anAcknowledgementIsNotAcknowledged() throws Exception {
        byte[] told = acknowledged(FLAT, HEAD + FIRST + TAIL.replace("GE*3", "GE*1"), false, 1);
        Format any = new Format.X12(new Edi(Set.of(), null));
        assertThat(acknowledged(any, new String(told, StandardCharsets.UTF_8), false, 2))
                .isEmpty();
    }

    @Test
    void aFunctionalAcknowledgementTellsWhatWasRefused() throws Exception {
        byte[] told = acknowledged(FLAT, HEAD + FIRST + WRONG + OTHER + TAIL, false, 12);

        assertThat(new String(told, StandardCharsets.UTF_8))
                .isEqualTo("ISA*00*          *00*          *ZZ*SELLER         *ZZ*BUYER          "
                        + "*260102*0304*U*00401*000000012*0*P*>~GS*FA*SELLER*BUYER*20260102*0304*12*X*004010~"
                        + "ST*997*0001~AK1*PO*3~AK2*850*0001~AK5*A~AK2*850*0002~AK5*R*4~AK2*810*0003~AK5*R*1~"
                        + "AK9*P*3*3*1~SE*10*0001~GE*1*12~IEA*1*000000012~");
        assertThat(Tables.records(new Format.X12(new Edi(Set.of("997"), null)), told))
                .hasSize(1);
    }

    @Test
    void aControlMessageTellsWhatWasRefused() throws Exception {
        String message = "UNB+UNOC:3+BUYER:14+SELLER:14+260101:1200+77'UNH+1+ORDERS:D:96A:UN'BGM+220+A?+1'UNT+3+1'"
                + "UNH+2+INVOIC:D:96A:UN'BGM+380+2'UNT+9+2'UNZ+2+77'";
        Format edifact = new Format.Edifact(new Edi(Set.of("ORDERS", "INVOIC"), null));

        assertThat(Tables.records(edifact, bytes(message)).get(0))
                .isInstanceOfSatisfying(
                        FormatRecord.Good.class,
                        good -> assertThat(good.json().at("/segments/0").toString())
                                .isEqualTo("{\"tag\":\"BGM\",\"BGM01\":\"220\",\"BGM02\":\"A+1\"}"));
        assertThat(new String(acknowledged(edifact, message, false, 5), StandardCharsets.UTF_8))
                .isEqualTo(
                        "UNB+UNOC:3+SELLER:14+BUYER:14+260102:0304+5'UNH+1+CONTRL:D:3:UN'"
                                + "UCI+77+BUYER:14+SELLER:14+7'UCM+1+ORDERS:D:96A:UN+7'UCM+2+INVOIC:D:96A:UN+4+29'UNT+5+1'UNZ+1+5'");
    }

    @Test
    void encodingsAreThoseOfTheSyntax() throws Exception {
        String message = "UNB+UNO%s:3+A+B+260101:1200+1'UNH+1+ORDERS:D:96A:UN'FTX+Käse'UNT+3+1'UNZ+1+1'";
        Format edifact = new Format.Edifact(new Edi(Set.of(), null));
        byte[] latin = message.formatted("C").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Formats.read(edifact, latin)
                        .at("/records/0/segments/0/FTX01")
                        .asText())
                .isEqualTo("Käse");
        assertThat(Formats.read(edifact, bytes(message.formatted("Y")))
                        .at("/records/0/segments/0/FTX01")
                        .asText())
                .isEqualTo("Käse");
    }

    @Test
    void whatTheSyntaxCannotSayIsRefused() throws Exception {
        JsonNode set = Formats.read(FLAT, bytes(HEAD + FIRST + TAIL.replace("GE*3", "GE*1")))
                .at("/records/0");
        for (String patch : new String[] {
            "{\"segments\":[{\"tag\":\"MSG\",\"MSG01\":\"a*b\"}]}",
            "{\"interchange\":{\"ISA06\":\"BUYER\"}}",
            "{\"set\":{\"ST01\":\"850\"}}"
        }) {
            var changed = set.deepCopy();
            ((ObjectNode) changed).setAll((ObjectNode) ExactJson.parse(patch));
            assertThatExceptionOfType(UnwritableDocument.class)
                    .as(patch)
                    .isThrownBy(() -> Formats.write(FLAT, changed));
        }
    }
}
