package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.Format.Compression;
import io.tillbridge.platform.YamlText;
import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.SchemaFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads how documents are written: {@code format: {kind: csv, ...}}. */
final class FormatReader {

    private static final Map<String, Function<Section, Format>> KINDS = Map.of(
            "json", format -> new Format.Json(jsonText(format)),
            "jsonl", format -> new Format.JsonLines(),
            "csv", TableFormatReader::csv,
            "fixed", TableFormatReader::fixed,
            "xml", FormatReader::xml,
            "form", format -> new Format.Form(jsonText(format)),
            "x12", format -> new Format.X12(edi(format, "sets", "[0-9]{3}", "850", "997")),
            "edifact", format -> new Format.Edifact(edi(format, "messages", "[A-Z]{6}", "DESADV", "CONTRL")));

    private static final Map<String, Compression> COMPRESSIONS =
            Map.of("gzip", Compression.GZIP, "zip", Compression.ZIP);

    private FormatReader() {}

    /** The format under a key; what stands in for an absent or unreadable one. Only files are acknowledged. */
    static Format read(Section parent, String key, Format otherwise) {
        Format format = any(parent, key, otherwise);
        Section section = parent.optional(key);
        if (section != null && section.has("acknowledge")) {
            section.placeOf("acknowledge")
                    .problem(
                            "not_supported_yet",
                            "acknowledge",
                            "acknowledge in the format of a files-in source",
                            "remove it here");
        }
        return format;
    }

    private static Format any(Section parent, String key, Format otherwise) {
        Section section = parent.optional(key);
        Function<Section, Format> kind = section == null ? null : section.word("kind", KINDS);
        if (section == null || kind == null) {
            return otherwise;
        }
        Format format = kind.apply(section);
        Compression compression = section.optionalWord("compression", COMPRESSIONS);
        section.close();
        return compression == null ? format : new Format.Compressed(format, compression);
    }

    /** The format that must be named; JSON stands in for one that is not (a problem). */
    static Format required(Section parent) {
        if (!parent.has("format")) {
            parent.missing("format", "{kind: csv|json|xml|..., ...}");
        }
        return read(parent, "format", new Format.Json());
    }

    /** The format of files, which must be named and may be acknowledged. */
    static Format ofFiles(Section source) {
        if (!source.has("format")) {
            return required(source);
        }
        return any(source, "format", new Format.Json());
    }

    private static List<JsonPointer> jsonText(Section format) {
        List<JsonPointer> places = new ArrayList<>();
        for (YamlText text : format.texts("jsonText")) {
            JsonPointer place = Typed.pointer(text, format.reading());
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }

    private static Format xml(Section format) {
        String root = format.optionalText("root");
        Set<String> arrays = new TreeSet<>();
        for (YamlText array : format.texts("arrays")) {
            path(array, root);
            arrays.add(array.value());
        }
        YamlText record = format.scalar("record");
        if (record != null) {
            path(record, root);
        }
        return new Format.Xml(root, arrays, record == null ? null : record.value());
    }

    /** A path of elements, such as {@code Message/Lines/Line}. */
    private static void path(YamlText path, @Nullable String root) {
        if (!path.value().matches("[^/@\\s]++(/[^/@\\s]++)*+")) {
            path.problem(
                    "wrong_path", "'" + path.value() + "'", "names of elements", "write it like Message/Lines/Line");
        } else if (root != null && !(path.value() + "/").startsWith(root + "/")) {
            path.problem(
                    "wrong_path",
                    "'" + path.value() + "'",
                    "a path that begins with the root " + root,
                    "write it like " + root + "/" + path.value());
        }
    }

    private static Format.Edi edi(Section format, String key, String shape, String example, String acknowledgement) {
        Set<String> types = new TreeSet<>();
        for (YamlText type : format.texts(key)) {
            if (!type.value().matches(shape)) {
                type.problem("wrong_type", "'" + type.value() + "'", "one such as " + example, "write its code");
            }
            types.add(type.value());
        }
        YamlText file = format.scalar("schema");
        String schema = file == null ? null : schema(file, format.reading());
        return new Format.Edi(types, schema, acknowledge(format, acknowledgement));
    }

    private static @Nullable String acknowledge(Section format, String acknowledgement) {
        Section acknowledge = format.optional("acknowledge");
        if (acknowledge == null) {
            return null;
        }
        acknowledge.word("with", ConditionReader.words(acknowledgement));
        String folder = acknowledge.text("folder", "the folder that the sender reads");
        if (FilePaths.climbs(folder)) {
            acknowledge
                    .placeOf("folder")
                    .problem("path_outside", "'" + folder + "'", "a path without ..", "write the folder itself");
        }
        acknowledge.close();
        return folder;
    }

    private static @Nullable String schema(YamlText file, Reading reading) {
        // Known by the name under which every file that belongs to a plan is remembered
        reading.use("graphql." + file.value());
        String text = reading.graphql().apply(file.value());
        if (text == null) {
            file.problem(
                    "undefined",
                    "'" + file.value() + "'",
                    "a file below " + reading.connector().folder(),
                    "add the file or correct the name");
            return null;
        }
        try {
            SchemaFactory.newFactory().createSchema(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (EDISchemaException e) {
            file.problem(
                    "wrong_schema", String.valueOf(e.getMessage()), "a StAEDI schema of one set", "correct the file");
        }
        return text;
    }
}
