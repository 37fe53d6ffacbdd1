package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.Format;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body that an HTML form sends: names and values, percent-encoded UTF-8. */
final class FormCodec implements FormatCodec {

    private final Format.Form format;

    FormCodec(Format.Form format) {
        this.format = format;
    }

    @Override
    public JsonNode read(byte[] document) throws UnreadableDocument {
        ObjectNode json = ExactJson.nodes().objectNode();
        // The bytes as characters: what is percent-encoded is decoded to bytes first and to text then
        String body = new String(document, StandardCharsets.ISO_8859_1);
        for (String pair : body.split("&", -1)) {
            if (!pair.isEmpty()) {
                int sign = pair.indexOf('=');
                String name = decoded(sign < 0 ? pair : pair.substring(0, sign));
                add(json, name, sign < 0 ? "" : decoded(pair.substring(sign + 1)));
            }
        }
        if (json.isEmpty()) {
            throw new UnreadableDocument("not_a_document", "", "the form has no field; expected name=value");
        }
        return JsonText.expand(json, format.jsonText());
    }

    private static void add(ObjectNode json, String name, String value) {
        JsonNode before = json.get(name);
        if (before == null) {
            json.put(name, value);
        } else if (before instanceof ArrayNode list) {
            list.add(value);
        } else {
            json.putArray(name).add(before).add(value);
        }
    }

    private static String decoded(String text) throws UnreadableDocument {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new UnreadableDocument(
                            "invalid_form", "", "a % without two hexadecimal digits: " + Limits.quoted(text));
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else {
                bytes.put((byte) (c == '+' ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableDocument("invalid_charset", "", "the form's values are not UTF-8 text");
        }
    }

    @Override
    public RecordStream records(InputStream file) throws IOException, UnreadableDocument {
        return new OneRecord(file, read(Unpacked.whole(file)));
    }

    @Override
    public byte[] write(JsonNode document) throws UnwritableDocument {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                value.forEach(each -> pairs.add(pair(field.getKey(), each)));
            } else if (!value.isNull()) {
                pairs.add(pair(field.getKey(), value));
            }
        }
        return String.join("&", pairs).getBytes(StandardCharsets.US_ASCII);
    }

    private static String pair(String name, JsonNode value) {
        String plain = value.isContainerNode() ? value.toString() : ExactJson.text(value);
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    /** A document that is the only record of its file. */
    static final class OneRecord implements RecordStream {
        private final InputStream file;
        private @Nullable JsonNode json;

        OneRecord(InputStream file, JsonNode json) {
            this.file = file;
            this.json = json;
        }

        @Override
        public @Nullable FormatRecord next() {
            JsonNode only = json;
            json = null;
            return only == null ? null : new FormatRecord.Good(1, only);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
