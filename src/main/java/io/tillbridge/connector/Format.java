package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a document's bytes are read and written. */
public sealed interface Format {

    /**
     * One JSON document, UTF-8 (RFC 8259).
     *
     * @param jsonText places of texts that are JSON documents themselves and are read as such
     */
    record Json(List<JsonPointer> jsonText) implements Format {
        public Json {
            jsonText = List.copyOf(jsonText);
        }

        public Json() {
            this(List.of());
        }
    }

    /** One JSON value a line, UTF-8; empty lines mean nothing. */
    record JsonLines() implements Format {}

    /**
     * Separated columns, one record a row; a quoted cell may go over several lines.
     *
     * @param quote a doubled one within a quoted cell stands for itself
     * @param escape makes the next character stand for itself; null when there is none
     * @param header the first row names the columns; without it {@code table} does
     */
    record Csv(
            FormatTable table,
            char delimiter,
            char quote,
            @Nullable Character escape,
            boolean header) implements Format {}

    /** Columns at fixed places, one record a line. */
    record Fixed(FormatTable table) implements Format {}

    /**
     * One XML 1.0 document. Names are local names, attributes {@code @name}, text beside attributes {@code #text}.
     *
     * @param root name of the document element; null when any is right
     * @param arrays paths from the root, such as {@code Message/Lines/Line}, that are lists even with one element
     * @param record path of the elements that are a file's records; null when the document is the only one
     */
    record Xml(
            @Nullable String root,
            Set<String> arrays,
            @Nullable String record) implements Format {
        public Xml {
            arrays = Set.copyOf(arrays);
        }
    }

    /** ASC X12 interchanges; each transaction set is a record. */
    record X12(Edi edi) implements Format {}

    /** UN/EDIFACT interchanges; each message is a record. */
    record Edifact(Edi edi) implements Format {}

    /**
     * What both EDI syntaxes say.
     *
     * @param types transaction sets or messages that are taken, such as {@code 850}; empty takes all
     * @param schema text of a StAEDI schema that names the loops; null reads a flat list of segments
     * @param acknowledge folder that the sender's 997 or CONTRL is written to; null when it gets none
     */
    record Edi(
            Set<String> types,
            @Nullable String schema,
            @Nullable String acknowledge) {
        public Edi {
            types = Set.copyOf(types);
        }

        public Edi(Set<String> types, @Nullable String schema) {
            this(types, schema, null);
        }
    }

    /** The folder that acknowledgements of files in this format are written to; null when there are none. */
    default @Nullable String acknowledge() {
        return this instanceof X12 x12
                ? x12.edi().acknowledge()
                : this instanceof Edifact edifact
                        ? edifact.edi().acknowledge()
                        : this instanceof Compressed packed ? packed.format().acknowledge() : null;
    }

    /**
     * {@code application/x-www-form-urlencoded}: an object of texts, of lists of texts where a name repeats.
     *
     * @param jsonText as of {@link Json}
     */
    record Form(List<JsonPointer> jsonText) implements Format {
        public Form {
            jsonText = List.copyOf(jsonText);
        }
    }

    /** Another format, packed. */
    record Compressed(Format format, Compression compression) implements Format {}

    /** A zip archive holds exactly one file. */
    enum Compression {
        GZIP,
        ZIP
    }
}
