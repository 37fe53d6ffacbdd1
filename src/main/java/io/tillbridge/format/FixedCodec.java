package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatColumn;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of columns at fixed places. */
final class FixedCodec implements FormatCodec {

    private final Format.Fixed format;
    private final int length;

    FixedCodec(Format.Fixed format) {
        this.format = format;
        this.length = format.table().columns().stream()
                .mapToInt(column -> column.at() + column.width() - 1)
                .max()
                .orElse(0);
    }

    @Override
    public RecordStream records(InputStream file) {
        List<String> names =
                format.table().columns().stream().map(FormatColumn::name).toList();
        return new Lines(new TextLines(file, format.table().encoding()), new TableReader(format.table(), names));
    }

    @Override
    public byte[] write(JsonNode document) throws UnwritableDocument {
        List<FormatColumn> columns = format.table().columns();
        TableWriter writer = new TableWriter(
                format.table(), columns.stream().map(FormatColumn::name).toList());
        StringBuilder out = new StringBuilder();
        List<JsonNode> records = FormatCodec.toWrite(document);
        for (int i = 0; i < records.size(); i++) {
            List<String> cells = writer.row(i, records.get(i));
            StringBuilder line = new StringBuilder(" ".repeat(length));
            for (int c = 0; c < columns.size(); c++) {
                FormatColumn column = columns.get(c);
                String cell = cells.get(c);
                if (cell.length() > column.width()) {
                    throw new UnwritableDocument(
                            "too_long",
                            "records[" + i + "]." + column.name(),
                            Limits.quoted(cell) + " has more than " + column.width() + " characters");
                }
                boolean right = column.type() == FormatColumn.Type.INT || column.type() == FormatColumn.Type.DECIMAL;
                int from = column.at() - 1 + (right ? column.width() - cell.length() : 0);
                line.replace(from, from + cell.length(), cell);
            }
            out.append(line).append("\r\n");
        }
        return writer.bytes(out.toString());
    }

    private final class Lines implements RecordStream {
        private final TextLines lines;
        private final TableReader table;

        Lines(TextLines lines, TableReader table) {
            this.lines = lines;
            this.table = table;
        }

        @Override
        public @Nullable FormatRecord next() throws IOException, UnreadableDocument {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                TableReader.Row row = table.row(lines.number(), cells(line), line);
                if (row instanceof TableReader.Row.Read read) {
                    return read.record();
                }
            }
            table.end();
            return null;
        }

        /** The cells; no more of them than columns unless the line is too long. Spaces after the last one may be cut. */
        private List<String> cells(String line) {
            List<String> cells = new ArrayList<>();
            for (FormatColumn column : format.table().columns()) {
                int from = Math.min(line.length(), column.at() - 1);
                int to = Math.min(line.length(), from + column.width());
                cells.add(line.substring(from, to).stripTrailing());
            }
            if (line.length() > length && !line.substring(length).isBlank()) {
                cells.add(line.substring(length));
            }
            return cells;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
