package io.tillbridge.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One JSON value a line. */
final class JsonLinesCodec implements FormatCodec {

    @Override
    public RecordStream records(InputStream file) {
        return new Lines(new TextLines(file, StandardCharsets.UTF_8));
    }

    @Override
    public byte[] write(JsonNode document) {
        return FormatCodec.toWrite(document).stream()
                .map(record -> record + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private record Lines(TextLines lines) implements RecordStream {

        @Override
        public @Nullable FormatRecord next() throws IOException, UnreadableDocument {
            String line = lines.next();
            while (line != null && line.isBlank()) {
                line = lines.next();
            }
            if (line == null) {
                return null;
            }
            try {
                return new FormatRecord.Good(lines.number(), ExactJson.line(line));
            } catch (JsonProcessingException e) {
                String column = e.getLocation() == null
                        ? ""
                        : " at column " + e.getLocation().getColumnNr();
                return new FormatRecord.Bad(
                        lines.number(), "invalid_json", "", "the line is not one valid JSON value" + column, line);
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
