package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatColumn;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** Rows of separated cells. */
final class CsvCodec implements FormatCodec {

    private final Format.Csv format;
    private final CSVFormat rows;

    CsvCodec(Format.Csv format) {
        this.format = format;
        this.rows = CSVFormat.Builder.create()
                .setDelimiter(format.delimiter())
                .setQuote(format.quote())
                .setEscape(format.escape())
                .setQuoteMode(QuoteMode.MINIMAL)
                .setIgnoreEmptyLines(false)
                .setRecordSeparator("\r\n")
                .get();
    }

    @Override
    public RecordStream records(InputStream file) throws IOException {
        return new CsvRecords(format, rows, file);
    }

    /** The columns in the order of the format, else in the order in which the records name them. */
    @Override
    public byte[] write(JsonNode document) throws UnwritableDocument {
        List<JsonNode> records = FormatCodec.toWrite(document);
        Set<String> names = new LinkedHashSet<>();
        format.table().columns().stream().map(FormatColumn::name).forEach(names::add);
        if (names.isEmpty()) {
            records.forEach(record -> record.fieldNames().forEachRemaining(names::add));
        }
        TableWriter writer = new TableWriter(format.table(), List.copyOf(names));
        StringBuilder out = new StringBuilder();
        if (format.header()) {
            out.append(rows.format(names.toArray())).append("\r\n");
        }
        for (int i = 0; i < records.size(); i++) {
            List<String> cells = new ArrayList<>(writer.row(i, records.get(i)));
            out.append(rows.format(cells.toArray())).append("\r\n");
        }
        return writer.bytes(out.toString());
    }
}
