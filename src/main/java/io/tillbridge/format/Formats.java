package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads and writes documents by their format. Pure and safe for concurrent use. */
public final class Formats {

    private Formats() {}

    /**
     * A whole document as JSON. What has rows or lines is {@code {"records": [...]}}, an interchange {@code {"records": [...]}}
     * of its sets or messages.
     *
     * @throws UnreadableDocument when any part of it is not what the format says, or it is longer than {@value
     *     Limits#DOCUMENT_BYTES} bytes unpacked
     */
    public static JsonNode read(Format format, byte[] document) throws UnreadableDocument {
        try {
            if (format instanceof Format.Compressed packed) {
                InputStream in = Unpacked.of(packed.compression(), new ByteArrayInputStream(document));
                return codec(packed.format()).read(Unpacked.whole(in));
            }
            return codec(format).read(document);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", RefusedBytes.orElse(e));
        }
    }

    /**
     * The records of a file, in constant memory. The stream closes the file.
     *
     * @throws UnreadableDocument when its head already is not what the format says
     */
    public static RecordStream records(Format format, InputStream file) throws IOException, UnreadableDocument {
        if (format instanceof Format.Compressed packed) {
            try {
                return new UnpackedRecords(codec(packed.format()).records(Unpacked.of(packed.compression(), file)));
            } catch (IOException e) {
                throw RefusedBytes.orElse(e);
            }
        }
        return codec(format).records(file);
    }

    /**
     * The bytes of a document, the reverse of {@link #read}: for rows and lines an object is one record, {@code {"records":
     * [...]}} or an array are many.
     *
     * @throws UnwritableDocument when the format cannot say what the document has
     */
    public static byte[] write(Format format, JsonNode document) throws UnwritableDocument {
        if (format instanceof Format.Compressed packed) {
            return Packed.of(packed.compression(), codec(packed.format()).write(document));
        }
        return codec(format).write(document);
    }

    private static FormatCodec codec(Format format) {
        if (format instanceof Format.Json json) {
            return new JsonCodec(json);
        }
        if (format instanceof Format.JsonLines) {
            return new JsonLinesCodec();
        }
        if (format instanceof Format.Csv csv) {
            return new CsvCodec(csv);
        }
        if (format instanceof Format.Fixed fixed) {
            return new FixedCodec(fixed);
        }
        if (format instanceof Format.Xml xml) {
            return new XmlCodec(xml);
        }
        if (format instanceof Format.Form form) {
            return new FormCodec(form);
        }
        if (format instanceof Format.X12 x12) {
            return new EdiCodec(EdiSyntax.X12, x12.edi());
        }
        if (format instanceof Format.Edifact edifact) {
            return new EdiCodec(EdiSyntax.EDIFACT, edifact.edi());
        }
        throw new IllegalArgumentException("a packed format is packed once: " + format);
    }
}
