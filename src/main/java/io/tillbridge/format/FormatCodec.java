package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes one format. */
interface FormatCodec {

    /** The member of a whole document that holds its records. */
    String RECORDS = "records";

    /** As {@link Formats#records}. */
    RecordStream records(InputStream file) throws IOException, UnreadableDocument;

    /** As {@link Formats#write}. */
    byte[] write(JsonNode document) throws UnwritableDocument;

    /** As {@link Formats#read}: all records, of which none may be bad. */
    default JsonNode read(byte[] document) throws UnreadableDocument {
        ObjectNode whole = ExactJson.nodes().objectNode();
        ArrayNode list = whole.putArray(RECORDS);
        try (RecordStream records = records(new ByteArrayInputStream(document))) {
            for (FormatRecord next = records.next(); next != null; next = records.next()) {
                if (next instanceof FormatRecord.Bad bad) {
                    String field = bad.field().isEmpty() ? "" : ", " + bad.field();
                    throw new UnreadableDocument(bad.code(), "record " + bad.number() + field, bad.detail());
                }
                list.add(((FormatRecord.Good) next).json());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
        return whole;
    }

    /** The records of a document that is to be written. */
    static List<JsonNode> toWrite(JsonNode document) {
        JsonNode list = document.path(RECORDS).isArray() ? document.path(RECORDS) : document;
        List<JsonNode> records = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(records::add);
        } else {
            records.add(list);
        }
        return records;
    }
}
