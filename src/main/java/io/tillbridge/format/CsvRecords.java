package io.tillbridge.format;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The records of a CSV file. */
final class CsvRecords implements RecordStream {

    private final Format.Csv format;
    private final CSVFormat rows;
    private final Bounded in;
    private final CSVParser parser;
    private final Iterator<CSVRecord> iterator;
    private @Nullable TableReader table;
    private long line;

    CsvRecords(Format.Csv format, CSVFormat rows, InputStream file) throws IOException {
        this.format = format;
        this.rows = rows;
        this.in = new Bounded(TextLines.reader(file, format.table().encoding()));
        this.parser = CSVParser.builder().setReader(in).setFormat(rows).get();
        this.iterator = parser.iterator();
    }

    @Override
    public @Nullable FormatRecord next() throws IOException, UnreadableDocument {
        if (table == null) {
            table = new TableReader(format.table(), names());
        }
        for (List<String> cells = cells(); cells != null; cells = cells()) {
            TableReader.Row row = table.row(line, cells, rows.format(cells.toArray()));
            if (row instanceof TableReader.Row.Read read) {
                return read.record();
            }
        }
        table.end();
        return null;
    }

    /** The columns: of the first row, or of the format. */
    private List<String> names() throws IOException, UnreadableDocument {
        FormatTable said = format.table();
        List<String> typed = said.columns().stream().map(FormatColumn::name).toList();
        if (!format.header()) {
            return typed;
        }
        List<String> names = cells();
        if (names == null) {
            throw new UnreadableDocument("no_header", "", "the file is empty; expected a first row that names columns");
        }
        List<String> stripped = names.stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : stripped) {
            if (!seen.add(name)) {
                throw new UnreadableDocument(
                        "duplicate_column", "line " + line, "the column " + Limits.quoted(name) + " is there twice");
            }
        }
        for (String name : typed) {
            if (!seen.contains(name)) {
                throw new UnreadableDocument(
                        "missing_column",
                        "line " + line,
                        "no column " + name + " among " + Limits.quoted(stripped.toString())
                                + "; the delimiter or the export may have changed");
            }
        }
        return stripped;
    }

    /** The cells of the next row that is not empty; null after the last. */
    private @Nullable List<String> cells() throws IOException, UnreadableDocument {
        try {
            while (true) {
                line = parser.getCurrentLineNumber() + 1;
                in.begin();
                if (!iterator.hasNext()) {
                    return null;
                }
                List<String> cells = new ArrayList<>(iterator.next().toList());
                if (line == 1 && !cells.isEmpty()) {
                    cells.set(0, TextLines.withoutMark(cells.get(0)));
                }
                if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                    return cells;
                }
            }
        } catch (UncheckedIOException e) {
            throw failure(Objects.requireNonNullElseGet(e.getCause(), () -> new IOException(e)));
        }
    }

    private IOException failure(IOException e) throws UnreadableDocument {
        UnreadableDocument unreadable = RefusedBytes.within(e);
        Charset encoding = format.table().encoding();
        if (unreadable != null) {
            throw unreadable;
        }
        if (e instanceof CharacterCodingException) {
            throw TextLines.wrongCharset(encoding, line);
        }
        if (e instanceof CSVException || "CSVException".equals(e.getClass().getSimpleName())) {
            throw new UnreadableDocument(
                    "invalid_csv",
                    "line " + line,
                    "a quoted cell is not closed, or something follows its closing quote before the next "
                            + Limits.quoted(String.valueOf(format.delimiter())));
        }
        return e;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Ends a row that never ends, as one with a lost quote does. */
    private static final class Bounded extends FilterReader {
        private long characters;

        Bounded(Reader in) {
            super(in);
        }

        void begin() {
            characters = 0;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            return counted(read, read);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return counted(read, 1);
        }

        private int counted(int read, int more) throws IOException {
            characters += more;
            if (characters > Limits.RECORD_CHARACTERS) {
                throw new RefusedBytes(new UnreadableDocument(
                        "record_too_long",
                        "",
                        "a row is longer than " + Limits.RECORD_CHARACTERS + " characters; is a quote not closed?"));
            }
            return read;
        }
    }
}
