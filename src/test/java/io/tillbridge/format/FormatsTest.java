package io.tillbridge.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.Format.Compressed;
import io.tillbridge.connector.Format.Compression;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.mapping.ExactJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** JSON, JSON lines, forms, fixed columns, and what is packed. */
class FormatsTest {

    private static final Format JSON = new Format.Json();
    private static final Format LINES = new Format.JsonLines();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(Format format, byte[] file, String code) {
        assertThatExceptionOfType(UnreadableDocument.class)
                .isThrownBy(() -> Tables.records(format, file))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void theElementsOfAnArrayAreTheRecordsOfAFile() throws Exception {
        assertThat(Tables.shown(JSON, "[{\"a\":1.10},2]")).containsExactly("1 {\"a\":1.10}", "2 2");
        assertThat(Tables.shown(JSON, "{\"a\":[1]}")).containsExactly("1 {\"a\":[1]}");
        assertThat(Tables.shown(JSON, "[]")).isEmpty();
        refused(JSON, bytes(""), "not_a_document");
        refused(JSON, bytes("[1"), "invalid_json");
        refused(JSON, bytes("[1]2"), "invalid_json");
        refused(JSON, bytes("{\"a\":1,\"a\":2}"), "invalid_json");
    }

    @Test
    void aLineThatIsNoJsonIsBadAndTheOthersGoOn() throws Exception {
        assertThat(Tables.shown(LINES, "\uFEFF{\"a\":9007199254740993.10}\r\n\r\n{\"a\n3"))
                .containsExactly("1 {\"a\":9007199254740993.10}", "3 invalid_json", "4 3");
        assertThat(Formats.write(LINES, ExactJson.parse("{\"records\":[{\"a\":1},{\"a\":2}]}")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1}\n{\"a\":2}\n");
        refused(LINES, new byte[] {'"', (byte) 0xE4, '"', '\n'}, "invalid_charset");
    }

    @Test
    void aFormIsAnObjectAndItsPayloadIsReadAsJson() throws Exception {
        Format form = new Format.Form(List.of(JsonPointer.compile("/payload")));
        assertThat(Formats.read(form, bytes("payload=%7B%22id%22%3A1.50%7D&name=K%C3%A4se+1&x=1&x=2&y"))
                        .toString())
                .isEqualTo("{\"payload\":{\"id\":1.50},\"name\":\"Käse 1\",\"x\":[\"1\",\"2\"],\"y\":\"\"}");
        refused(form, bytes(""), "not_a_document");
        refused(form, bytes("a=%4"), "invalid_form");
        refused(form, bytes("a=%E4"), "invalid_charset");
        refused(form, bytes("payload={\"id\":"), "invalid_json");
        assertThat(Formats.write(form, ExactJson.parse("{\"a b\":\"ä&\",\"x\":[1,2.50],\"n\":null}")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("a+b=%C3%A4%26&x=1&x=2.50");
    }

    @Test
    void jsonTextWithinJsonIsReadWhereItIsNamed() throws Exception {
        Format nested = new Format.Json(List.of(JsonPointer.compile("/data/0"), JsonPointer.compile("/data/0/inner")));
        assertThat(Formats.read(nested, bytes("{\"data\":[\"{\\\"inner\\\":\\\"[1]\\\"}\",\"{}\"]}"))
                        .toString())
                .isEqualTo("{\"data\":[{\"inner\":[1]},\"{}\"]}");
        assertThat(Formats.read(nested, bytes("{\"data\":[]}")).toString()).isEqualTo("{\"data\":[]}");
        assertThatExceptionOfType(UnreadableDocument.class)
                .isThrownBy(() -> Formats.read(nested, bytes("{\"data\":[\"x\"]}")))
                .satisfies(e -> assertThat(e.place()).startsWith("/data/0"));
    }

    @Test
    void fixedColumnsAreCutAtTheirPlaces() throws Exception {
        FormatTable table = new FormatTable(
                StandardCharsets.UTF_8,
                '.',
                null,
                List.of(
                        new FormatColumn("SKU", FormatColumn.Type.STRING, 1, 6, null, null, null),
                        new FormatColumn("QTY", FormatColumn.Type.INT, 7, 4, null, null, null),
                        new FormatColumn("DAY", FormatColumn.Type.DATE, 12, 8, null, "yyyyMMdd", null)),
                null);
        Format fixed = new Format.Fixed(table);
        assertThat(Tables.shown(fixed, "Käse    12 20260131\r\nTEE\r\n\r\nA       x1\nA        1 20260131x\n"))
                .containsExactly(
                        "1 {\"SKU\":\"Käse\",\"QTY\":12,\"DAY\":\"2026-01-31\"}",
                        "2 {\"SKU\":\"TEE\",\"QTY\":null,\"DAY\":null}",
                        "4 not_a_number QTY",
                        "5 wrong_column_count");
        assertThat(Formats.write(fixed, ExactJson.parse("{\"SKU\":\"TEE\",\"QTY\":7,\"DAY\":\"2026-01-31\"}")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("TEE      7 20260131\r\n");
        assertThatExceptionOfType(UnwritableDocument.class)
                .isThrownBy(() -> Formats.write(fixed, ExactJson.parse("{\"SKU\":\"TOOLONG\"}")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("too_long"));
    }

    @Test
    void whatIsPackedIsReadAndWritten() throws Exception {
        for (Compression compression : Compression.values()) {
            Format packed = new Compressed(LINES, compression);
            byte[] file = Formats.write(packed, ExactJson.parse("[{\"a\":1}]"));
            assertThat(Tables.records(packed, file)).hasSize(1);
            assertThat(Formats.read(packed, file).toString()).isEqualTo("{\"records\":[{\"a\":1}]}");
            String code = compression == Compression.GZIP ? "invalid_gzip" : "invalid_zip";
            refused(packed, bytes("{\"a\":1}"), code);
            refused(packed, Arrays.copyOf(file, file.length / 3), code);
        }
    }

    @Test
    void anArchiveOfSeveralFilesIsRefused() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("folder/", "folder/a", "b")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(bytes(name.endsWith("/") ? "" : "1\n"));
            }
        }
        refused(new Compressed(LINES, Compression.ZIP), out.toByteArray(), "invalid_zip");
    }

    @Test
    void aFileThatUnpacksToTooMuchIsStopped() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] lines = bytes("1\n".repeat(500_000));
            for (int i = 0; i < 20; i++) {
                gzip.write(lines);
            }
        }
        Format packed = new Compressed(LINES, Compression.GZIP);
        refused(packed, out.toByteArray(), "unpacks_to_too_much");
        assertThatExceptionOfType(UnreadableDocument.class)
                .isThrownBy(() -> Formats.read(packed, out.toByteArray()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("unpacks_to_too_much"));
    }
}
