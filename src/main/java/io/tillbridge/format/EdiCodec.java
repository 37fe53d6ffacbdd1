package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Interchanges of X12 or EDIFACT. */
final class EdiCodec implements FormatCodec {

    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private final EdiSyntax syntax;
    private final Format.Edi format;

    EdiCodec(EdiSyntax syntax, Format.Edi format) {
        this.syntax = syntax;
        this.format = format;
    }

    @Override
    public RecordStream records(InputStream file) throws IOException, UnreadableDocument {
        return new EdiRecords(syntax, format, schema(format.schema()), file);
    }

    @Override
    public byte[] write(JsonNode document) throws UnwritableDocument {
        return EdiWriter.write(syntax, FormatCodec.toWrite(document));
    }

    /** The compiled form of a schema, kept: schemas come from configuration only. */
    static @Nullable Schema schema(@Nullable String text) {
        return text == null ? null : SCHEMAS.computeIfAbsent(text, EdiCodec::compiled);
    }

    private static Schema compiled(String text) {
        try {
            return SchemaFactory.newFactory()
                    .createSchema(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (EDISchemaException e) {
            throw new IllegalArgumentException("the EDI schema cannot be read: " + e.getMessage(), e);
        }
    }
}
