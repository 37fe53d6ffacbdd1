package io.tillbridge.format;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.connector.FormatTrailer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats and files that tests of this package share. */
final class Tables {

    static final Charset WINDOWS = Charset.forName("windows-1252");

    private Tables() {}

    static FormatColumn column(String name, FormatColumn.Type type) {
        return new FormatColumn(name, type, 0, 0, null, null, null);
    }

    static FormatColumn decimal(String name, int scale) {
        return new FormatColumn(name, FormatColumn.Type.DECIMAL, 0, 0, scale, null, null);
    }

    /** Semicolons, decimal comma, points between thousands: what a German till writes. */
    static Format.Csv german(Charset encoding, @Nullable FormatTrailer trailer, FormatColumn... columns) {
        return new Format.Csv(new FormatTable(encoding, ',', '.', List.of(columns), trailer), ';', '"', null, true);
    }

    static Format.Csv plain(FormatColumn... columns) {
        FormatTable table = new FormatTable(StandardCharsets.UTF_8, '.', null, List.of(columns), null);
        return new Format.Csv(table, ',', '"', null, true);
    }

    static List<FormatRecord> records(Format format, String text) throws IOException, UnreadableDocument {
        return records(format, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<FormatRecord> records(Format format, byte[] file) throws IOException, UnreadableDocument {
        List<FormatRecord> records = new ArrayList<>();
        try (RecordStream stream = Formats.records(format, new ByteArrayInputStream(file))) {
            for (FormatRecord next = stream.next(); next != null; next = stream.next()) {
                records.add(next);
            }
        }
        return records;
    }

    /** {@code 3 {"A":"x"}} of a good record, {@code 3 not_a_number PRICE} of a bad one. */
    static List<String> shown(Format format, String text) throws IOException, UnreadableDocument {
        return records(format, text).stream().map(Tables::shown).toList();
    }

    static String shown(FormatRecord record) {
        if (record instanceof FormatRecord.Bad bad) {
            return (bad.number() + " " + bad.code() + " " + bad.field()).strip();
        }
        return record.number() + " " + ((FormatRecord.Good) record).json();
    }
}
