package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.Template;
import io.tillbridge.format.Acknowledgements;
import io.tillbridge.format.FormatRecord;
import io.tillbridge.format.RecordStream;
import io.tillbridge.format.UnreadableDocument;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into pieces, the same ones each time the same bytes are read. Holds one group in memory, and 8 to 32 bytes for
 * each group of the file.
 *
 * <p>A group is the first of its records, with all of them as a list in it. A record that cannot be read may belong to the
 * group before it or after it: both are in doubt, because a ticket without one of its lines is a wrong ticket.
 */
final class FilePieces implements AutoCloseable {

    /** Records of one group at most: more is no ticket, and would not fit into memory. */
    static final int MOST_RECORDS = 10_000;

    private final RecordStream records;
    private final FilesSource.@Nullable Group group;
    private final @Nullable KeyRule by;
    private final Deque<FilePiece> ready = new ArrayDeque<>();
    private final SeenGroups seen = new SeenGroups();
    private @Nullable ObjectNode open;
    private @Nullable String key;
    private long from;
    private long doubt;
    private long badBefore;
    private boolean ended;

    FilePieces(RecordStream records, FilesSource.@Nullable Group group) {
        this.records = records;
        this.group = group;
        this.by = group == null ? null : new KeyRule.FromTemplate(template(group));
    }

    private static Template template(FilesSource.Group group) {
        StringBuilder text = new StringBuilder();
        group.by().forEach(column -> text.append("$(record.").append(column).append(")\n"));
        return Template.parse(text.toString());
    }

    /** What the sender is told of what was read until now. */
    Acknowledgements acknowledgements() {
        return Acknowledgements.of(records);
    }

    /**
     * The next piece; null at the end.
     *
     * @throws UnreadableDocument when the file as a whole is not what it should be
     */
    @Nullable
    FilePiece next() throws IOException, UnreadableDocument {
        while (ready.isEmpty() && !ended) {
            FormatRecord record = records.next();
            if (record == null) {
                ended = true;
                finish();
            } else if (record instanceof FormatRecord.Bad bad) {
                doubt = open == null ? doubt : bad.number();
                badBefore = bad.number();
                ready.add(new FilePiece.Bad(bad));
            } else {
                take((FormatRecord.Good) record);
            }
        }
        return ready.poll();
    }

    private void take(FormatRecord.Good record) throws UnreadableDocument {
        if (group == null || by == null) {
            ready.add(new FilePiece.Document(record.number(), record.json(), 0));
            return;
        }
        String next = Keys.of(by, record.json());
        if (next == null || !(record.json() instanceof ObjectNode row)) {
            throw new UnreadableDocument(
                    "group_column_missing",
                    "record " + record.number(),
                    "it has no value in one of the columns " + group.by() + " that make a group");
        }
        if (open != null && !next.equals(key)) {
            finish();
        }
        if (open == null) {
            begin(next, record.number(), row, group);
        }
        append(row, record.number(), group);
    }

    private void begin(String next, long number, ObjectNode row, FilesSource.Group rule) throws UnreadableDocument {
        if (row.has(rule.as())) {
            throw new UnreadableDocument(
                    "group_name_taken",
                    "record " + number,
                    "it has a column " + rule.as() + " already; name the list of the group otherwise");
        }
        if (!seen.add(next)) {
            throw new UnreadableDocument(
                    "group_split",
                    "record " + number,
                    "records of its group stand apart in the file, and a part of a group is no document; sort the file by "
                            + rule.by());
        }
        key = next;
        from = number;
        doubt = badBefore;
        open = row.deepCopy();
        open.putArray(rule.as());
    }

    private void append(ObjectNode row, long number, FilesSource.Group rule) throws UnreadableDocument {
        badBefore = 0;
        ArrayNode list = open == null ? null : (ArrayNode) open.get(rule.as());
        if (list != null && list.size() >= MOST_RECORDS) {
            throw new UnreadableDocument(
                    "group_too_long",
                    "record " + number,
                    "a group has more than " + MOST_RECORDS + " records; correct the columns of the group");
        }
        if (list != null) {
            list.add((JsonNode) row);
        }
    }

    private void finish() {
        if (open != null) {
            ready.add(new FilePiece.Document(from, open, doubt));
        }
        open = null;
        doubt = 0;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
