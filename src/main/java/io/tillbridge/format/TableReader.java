package io.tillbridge.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.mapping.ExactJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of rows, whatever they were cut by, and holds the file against its trailer. One per file. */
final class TableReader {

    private final List<CellReader> readers = new ArrayList<>();
    private final List<String> names;
    private final @Nullable TrailerCheck trailer;

    /**
     * For one file.
     *
     * @param names the columns in the file's order
     */
    TableReader(FormatTable table, List<String> names) {
        this.names = List.copyOf(names);
        Map<String, FormatColumn> typed = new HashMap<>();
        table.columns().forEach(column -> typed.put(column.name(), column));
        for (String name : names) {
            FormatColumn column =
                    typed.getOrDefault(name, new FormatColumn(name, FormatColumn.Type.STRING, 0, 0, null, null, null));
            readers.add(new CellReader(column, table));
        }
        this.trailer = table.trailer() == null ? null : new TrailerCheck(table.trailer(), this.names, readers);
    }

    /** What a row is. */
    sealed interface Row {
        record Read(FormatRecord record) implements Row {}

        record Trailer() implements Row {}
    }

    /**
     * The record of a row.
     *
     * @param cells fewer or more than there are columns make the row bad
     * @throws UnreadableDocument when the row follows the trailer
     */
    Row row(long line, List<String> cells, String raw) throws UnreadableDocument {
        if (trailer != null && trailer.ends(line, cells)) {
            return new Row.Trailer();
        }
        FormatRecord read = record(line, cells, raw);
        if (trailer != null) {
            trailer.count(read);
        }
        return new Row.Read(read);
    }

    private FormatRecord record(long line, List<String> cells, String raw) {
        try {
            if (cells.size() != names.size()) {
                throw new BadCell(
                        "wrong_column_count", "", cells.size() + " columns found, " + names.size() + " expected");
            }
            ObjectNode json = ExactJson.nodes().objectNode();
            for (int i = 0; i < names.size(); i++) {
                json.set(names.get(i), readers.get(i).read(cells.get(i)));
            }
            return new FormatRecord.Good(line, json);
        } catch (BadCell e) {
            return e.record(line, raw);
        }
    }

    /** At the end of the file: there was a trailer if there must be one, and it holds. */
    void end() throws UnreadableDocument {
        if (trailer != null) {
            trailer.end();
        }
    }
}
