package io.tillbridge.posting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.mapping.ExactJson;
import java.io.CharConversionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a document's bytes as JSON with exact numbers; what cannot be read gives the work its verdict. */
final class DocumentParser {

    private static final int QUOTED = 80;

    private DocumentParser() {}

    /** The document, or null when the work is dead: not JSON, a member twice, too deep, not an object or array. */
    static @Nullable JsonNode parse(Work work) {
        byte[] body = work.ready.document().body();
        try {
            if (wide(body)) {
                throw new CharConversionException("not UTF-8");
            }
            JsonNode json = ExactJson.parse(body);
            if (json.isContainerNode()) {
                return json;
            }
            work.verdict = Interpreter.dead(
                    "not_a_document",
                    Category.PARTNER_REFUSED,
                    "",
                    body.length == 0
                            ? "the body is empty; expected a JSON object. The sender must send it again"
                            : "the body is a bare JSON value; expected an object or an array");
        } catch (JsonProcessingException e) {
            work.verdict = Interpreter.dead(
                    "invalid_json",
                    Category.PARTNER_REFUSED,
                    place(e),
                    "the body is not valid JSON (" + reason(e) + "); the sender must send it again");
        } catch (IOException e) {
            work.verdict = Interpreter.dead(
                    "invalid_charset",
                    Category.PARTNER_REFUSED,
                    "",
                    "the body is not UTF-8 text; the sender must send JSON in UTF-8 (RFC 8259 section 8.1)");
        }
        return null;
    }

    /** UTF-16 and UTF-32, which the parser would read: redaction there knows no protected places (RFC 4627 section 3). */
    private static boolean wide(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF);
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    /** What the parser says, without the place, and cut: it may quote the document. */
    private static String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof MismatchedInputException) {
            return message.startsWith("Trailing")
                    ? "more follows after its end"
                    : "an object has the same member twice";
        }
        return message.length() <= QUOTED ? message : message.substring(0, QUOTED) + "...";
    }
}
