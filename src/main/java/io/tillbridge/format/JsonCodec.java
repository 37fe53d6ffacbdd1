package io.tillbridge.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.tillbridge.connector.Format;
import io.tillbridge.mapping.ExactJson;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One JSON document; of a file whose document is an array, each element is a record. */
final class JsonCodec implements FormatCodec {

    private final Format.Json format;

    JsonCodec(Format.Json format) {
        this.format = format;
    }

    @Override
    public JsonNode read(byte[] document) throws UnreadableDocument {
        return JsonText.expand(parse(document), format.jsonText());
    }

    /** A JSON object or array with exact numbers. */
    static JsonNode parse(byte[] document) throws UnreadableDocument {
        try {
            if (wide(document)) {
                throw new CharConversionException("not UTF-8");
            }
            JsonNode json = ExactJson.parse(document);
            if (json.isContainerNode()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw invalid(e);
        } catch (IOException e) {
            throw new UnreadableDocument(
                    "invalid_charset",
                    "",
                    "the body is not UTF-8 text; the sender must send JSON in UTF-8 (RFC 8259 section 8.1)");
        }
        throw new UnreadableDocument(
                "not_a_document",
                "",
                document.length == 0
                        ? "the body is empty; expected a JSON object. The sender must send it again"
                        : "the body is a bare JSON value; expected an object or an array");
    }

    /** What the parser found. */
    static UnreadableDocument invalid(JsonProcessingException e) {
        String place = e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new UnreadableDocument(
                "invalid_json", place, "the body is not valid JSON (" + reason(e) + "); the sender must send it again");
    }

    /** UTF-16 and UTF-32, which the parser would read: redaction there knows no protected places (RFC 4627 section 3). */
    private static boolean wide(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF);
    }

    /** What the parser says, without the place, and cut: it may quote the document. */
    private static String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof MismatchedInputException) {
            return message.startsWith("Trailing")
                    ? "more follows after its end"
                    : "an object has the same member twice";
        }
        return message.length() <= 80 ? message : message.substring(0, 80) + "...";
    }

    @Override
    public RecordStream records(InputStream file) throws IOException {
        return new Elements(file);
    }

    @Override
    public byte[] write(JsonNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The elements of an array, or the one value that the file holds. */
    private final class Elements implements RecordStream {
        private final JsonParser parser;
        private boolean list;
        private long number;

        Elements(InputStream file) throws IOException {
            parser = ExactJson.mapper().createParser(file);
        }

        @Override
        public @Nullable FormatRecord next() throws IOException, UnreadableDocument {
            try {
                if (number == 0 && !list) {
                    list = parser.nextToken() == JsonToken.START_ARRAY;
                    if (parser.currentToken() == null) {
                        throw new UnreadableDocument("not_a_document", "", "the file is empty; expected JSON");
                    }
                }
                boolean ended = list ? parser.nextToken() == JsonToken.END_ARRAY : number > 0;
                if (ended) {
                    if (parser.nextToken() != null) {
                        throw new UnreadableDocument("invalid_json", "", "more follows after the document's end");
                    }
                    return null;
                }
                JsonNode json = ExactJson.next(parser);
                number++;
                return new FormatRecord.Good(number, JsonText.expand(json, format.jsonText()));
            } catch (JsonProcessingException e) {
                throw invalid(e);
            } catch (CharConversionException e) {
                throw TextLines.wrongCharset(StandardCharsets.UTF_8, 1);
            }
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }
}
