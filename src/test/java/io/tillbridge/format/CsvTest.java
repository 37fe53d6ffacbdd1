package io.tillbridge.format;

import static io.tillbridge.format.Tables.column;
import static io.tillbridge.format.Tables.decimal;
import static io.tillbridge.format.Tables.german;
import static io.tillbridge.format.Tables.plain;
import static io.tillbridge.format.Tables.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.connector.FormatTrailer;
import io.tillbridge.connector.FormatTrailer.Check;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

    private static final FormatTrailer TRAILER = new FormatTrailer(
            "STORE",
            "9999",
            List.of(new Check.RowCount("LINE"), new Check.Sum("PRICE", "round_half_up(QTY * PRICE, 2)")));

    private static Format.Csv till(@Nullable FormatTrailer trailer) {
        return german(
                StandardCharsets.UTF_8,
                trailer,
                column("LINE", FormatColumn.Type.INT),
                decimal("QTY", 3),
                decimal("PRICE", 2),
                new FormatColumn("STORE", FormatColumn.Type.STRING, 0, 4, null, null, null));
    }

    @Test
    void cellsAreReadAsTheirColumnsSay() throws Exception {
        FormatColumn at =
                new FormatColumn("AT", FormatColumn.Type.LOCAL_DATETIME, 0, 0, null, "dd.MM.yyyy HH:mm:ss", null);
        FormatColumn day = new FormatColumn("DAY", FormatColumn.Type.DATE, 0, 0, null, "yyyyMMdd", null);
        FormatColumn when = new FormatColumn(
                "WHEN", FormatColumn.Type.INSTANT, 0, 0, null, "dd.MM.yyyy HH:mm", ZoneId.of("Europe/Berlin"));
        Format.Csv format = german(
                StandardCharsets.UTF_8, null, column("N", FormatColumn.Type.INT), decimal("PRICE", 2), at, day, when);

        assertThat(shown(
                        format,
                        String.join(
                                "\r\n",
                                "NAME;N;PRICE;AT;DAY;WHEN",
                                "Käse;0012;-1.234,50;31.12.2026 23:59:59;20260228;01.07.2026 12:00",
                                " ;;;;;")))
                .containsExactly(
                        "2 {\"NAME\":\"Käse\",\"N\":12,\"PRICE\":-1234.50,\"AT\":\"2026-12-31T23:59:59\","
                                + "\"DAY\":\"2026-02-28\",\"WHEN\":\"2026-07-01T10:00:00Z\"}",
                        "3 {\"NAME\":\" \",\"N\":null,\"PRICE\":null,\"AT\":null,\"DAY\":null,\"WHEN\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5|1.5",
                "1.234,5|1234.5",
                "12.345.678|12345678",
                "-0,10|-0.10",
                "+3|3",
                "9999999999999999999999999999999999,99|9999999999999999999999999999999999.99"
            })
    void numbersKeepTheirDigits(String written, String read) throws Exception {
        assertThat(shown(
                        german(StandardCharsets.UTF_8, null, column("A", FormatColumn.Type.DECIMAL)),
                        "A\n" + written + "\n"))
                .containsExactly("2 {\"A\":" + read + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECIMAL|1.5|not_a_number",
                "DECIMAL|1.23.456|not_a_number",
                "DECIMAL|.123|not_a_number",
                "DECIMAL|1,2,3|not_a_number",
                "DECIMAL|1e3|not_a_number",
                "DECIMAL|12-|not_a_number",
                "DECIMAL|,|not_a_number",
                "INT|1,0|not_an_integer",
                "DATE|2026-02-30|not_a_date",
                "LOCAL_DATETIME|2026-01-01T10:00:00Z|not_a_local_datetime",
                "INSTANT|2026-01-01T10:00:00|not_a_instant",
                "STRING|a\0b|nul_character"
            })
    void aCellThatIsNotWhatItsColumnSaysMakesItsRowBad(FormatColumn.Type type, String written, String code)
            throws Exception {
        List<FormatRecord> records = Tables.records(
                german(StandardCharsets.UTF_8, null, column("A", type)), "A;B\nx;1\n" + written + ";y\n");

        assertThat(records.get(1)).isInstanceOfSatisfying(FormatRecord.Bad.class, bad -> {
            assertThat(bad.number()).isEqualTo(3);
            assertThat(bad.code()).isEqualTo(code);
            assertThat(bad.field()).isEqualTo("A");
            assertThat(bad.raw()).contains(written);
        });
    }

    @Test
    void aTimeThatNeverWasOrWasTwiceIsNotGuessed() throws Exception {
        FormatColumn when = new FormatColumn(
                "A", FormatColumn.Type.INSTANT, 0, 0, null, "dd.MM.yyyy HH:mm", ZoneId.of("Europe/Berlin"));

        assertThat(shown(plain(when), "A\n29.03.2026 02:30\n25.10.2026 02:30\n25.10.2026 03:30\n"))
                .containsExactly("2 time_in_gap A", "3 time_in_overlap A", "4 {\"A\":\"2026-10-25T02:30:00Z\"}");
    }

    @Test
    void quotedCellsHoldDelimitersQuotesAndLines() throws Exception {
        assertThat(shown(plain(), "A,B\r\n\"x,\"\"y\"\"\r\nz\",1\r\n\r\n2,3"))
                .containsExactly("2 {\"A\":\"x,\\\"y\\\"\\r\\nz\",\"B\":\"1\"}", "5 {\"A\":\"2\",\"B\":\"3\"}");
    }

    @Test
    void anEscapeMakesTheNextCharacterStandForItself() throws Exception {
        FormatTable table = new FormatTable(StandardCharsets.UTF_8, '.', null, List.of(), null);
        assertThat(shown(new Format.Csv(table, ';', '\'', '\\', true), "A;B\n'x\\'y';a\\;b\n"))
                .containsExactly("2 {\"A\":\"x'y\",\"B\":\"a;b\"}");
    }

    @Test
    void raggedRowsAreBadAndTheOthersGoOn() throws Exception {
        assertThat(shown(plain(), "A,B\n1\n1,2\n1,2,3\n"))
                .containsExactly("2 wrong_column_count", "3 {\"A\":\"1\",\"B\":\"2\"}", "4 wrong_column_count");
    }

    @Test
    void encodingsAreReadAsTheyAreNamed() throws Exception {
        byte[] windows = "\u20ac;\u00e4\n\u201e;\u00df\n".getBytes(Tables.WINDOWS);
        assertThat(Tables.records(german(Tables.WINDOWS, null), windows).get(0))
                .isEqualTo(new FormatRecord.Good(2, ExactJson.parse("{\"€\":\"„\",\"ä\":\"ß\"}")));
        byte[] latin = "\u00e4\n\u00df\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Tables.records(german(StandardCharsets.ISO_8859_1, null), latin)
                        .get(0))
                .isEqualTo(new FormatRecord.Good(2, ExactJson.parse("{\"ä\":\"ß\"}")));
        assertThat(shown(plain(), "\uFEFFA,B\n1,2\n")).containsExactly("2 {\"A\":\"1\",\"B\":\"2\"}");
        refused(plain(), latin, "invalid_charset");
    }

    @Test
    void headersSayWhatIsThere() throws Exception {
        assertThat(shown(plain(column("A", FormatColumn.Type.INT)), "A,B\n")).isEmpty();
        refused(plain(), "", "no_header");
        refused(plain(), "A,B,A\n", "duplicate_column");
        refused(plain(column("C", FormatColumn.Type.INT)), "A,B\n1,2\n", "missing_column");
        FormatTable table = new FormatTable(
                StandardCharsets.UTF_8,
                '.',
                null,
                List.of(column("A", FormatColumn.Type.INT), column("B", FormatColumn.Type.STRING)),
                null);
        Format.Csv headless = new Format.Csv(table, ',', '"', null, false);
        assertThat(shown(headless, "1,x\n")).containsExactly("1 {\"A\":1,\"B\":\"x\"}");
        assertThat(shown(headless, "")).isEmpty();
    }

    @Test
    void aTrailerThatHoldsIsNoRecord() throws Exception {
        assertThat(shown(
                        till(TRAILER),
                        "STORE;LINE;QTY;PRICE\n0001;1;1,5;0,33\n0001;2;2;10,00\n0002;3;;5,00\n9999;3;;20,50\n"))
                .hasSize(3);
    }

    @Test
    void aFileThatItsTrailerContradictsIsRefused() {
        String head = "STORE;LINE;QTY;PRICE\n0001;1;1;0,33\n";
        refused(till(TRAILER), head, "trailer_missing");
        refused(till(TRAILER), head + "9999;2;;0,33\n", "trailer_mismatch");
        refused(till(TRAILER), head + "9999;1;;0,34\n", "trailer_mismatch");
        refused(till(TRAILER), head + "9999;1\n", "trailer_mismatch");
        refused(till(TRAILER), head + "9999;x;;0,33\n", "not_a_number");
        refused(till(TRAILER), head + "9999;1;;0,33\n0001;1;1;0,33\n", "rows_after_trailer");
    }

    @Test
    void aSumOverARowThatCannotBeReadIsNotChecked() throws Exception {
        assertThat(shown(till(TRAILER), "STORE;LINE;QTY;PRICE\n0001;1;x;0,33\n9999;1;;0,34\n"))
                .containsExactly("2 not_a_number QTY");
    }

    @Test
    void quotesThatDoNotCloseAreRefusedInBoundedMemory() {
        refused(plain(), "A,B\n\"x,1\n2,3\n", "invalid_csv");
        refused(plain(), "A,B\n\"x\"y,1\n", "invalid_csv");
        refused(plain(), "A\n\"" + "x".repeat(Limits.RECORD_CHARACTERS + 10_000), "record_too_long");
    }

    @Test
    void aReadingThatFailsIsNotTheFilesFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            try (RecordStream stream = Formats.records(plain(), broken)) {
                stream.next();
            }
        });
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Format.Csv format = till(null);
        String rows = "[{\"STORE\":\"0001\",\"LINE\":1,\"QTY\":1.5,\"PRICE\":-2.5,\"X\":1},"
                + "{\"STORE\":\"a;b\",\"LINE\":null,\"QTY\":0,\"PRICE\":\"3\"}]";
        byte[] written = Formats.write(format, ExactJson.parse(rows));

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("LINE;QTY;PRICE;STORE\r\n1;1,500;-2,50;0001\r\n\"\";0,000;3,00;\"a;b\"\r\n");
        assertThatExceptionOfType(UnwritableDocument.class)
                .isThrownBy(() -> Formats.write(format, ExactJson.parse("{\"PRICE\":1.005}")))
                .satisfies(e -> assertThat(e.place()).isEqualTo("records[0].PRICE"));
        assertThatExceptionOfType(UnwritableDocument.class)
                .isThrownBy(() -> Formats.write(german(Tables.WINDOWS, null), ExactJson.parse("{\"A\":\"日\"}")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("not_in_encoding"));
    }

    private static void refused(Format format, String text, String code) {
        refused(format, text.getBytes(StandardCharsets.UTF_8), code);
    }

    private static void refused(Format format, byte[] file, String code) {
        assertThatExceptionOfType(UnreadableDocument.class)
                .isThrownBy(() -> Tables.records(format, file))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
