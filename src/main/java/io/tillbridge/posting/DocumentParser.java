package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.connector.Format;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import org.jspecify.annotations.Nullable;

/** Reads a document's bytes by the format of its flow; what cannot be read gives the work its verdict. */
final class DocumentParser {

    private DocumentParser() {}

    /** The document with exact numbers, or null when the work is dead: the bytes are not what the format says. */
    static @Nullable JsonNode parse(Work work, Format format) {
        try {
            return Formats.read(format, work.ready.document().body());
        } catch (UnreadableDocument e) {
            work.verdict =
                    Interpreter.dead(e.code(), Category.PARTNER_REFUSED, e.place(), String.valueOf(e.getMessage()));
            return null;
        }
    }
}
