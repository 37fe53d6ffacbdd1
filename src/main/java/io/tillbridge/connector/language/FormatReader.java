package io.tillbridge.connector.language;

import io.tillbridge.connector.Format;
import java.util.Map;

/** Reads how bytes are records. */
final class FormatReader {

    private static final Map<String, Format> KINDS = Map.of("json", new Format.Json(), "jsonl", new Format.JsonLines());

    private FormatReader() {}

    static Format read(Section section) {
        Section format = section.required("format", "{kind: json|jsonl, ...}");
        Format kind = format == null ? null : format.word("kind", KINDS);
        if (format != null) {
            format.close();
        }
        return kind == null ? new Format.Json() : kind;
    }
}
