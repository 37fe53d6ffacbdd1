package io.tillbridge.connector.language;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.platform.YamlText;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.util.unit.DataSize;

/** Reads a webhook source. Bodies are JSON of at most 10 MB unless the connector says otherwise. */
final class WebhookReader {

    private static final DataSize LONGEST_BODY = DataSize.ofMegabytes(10);

    private WebhookReader() {}

    static WebhookSource read(Section source) {
        Set<String> types = new TreeSet<>();
        for (YamlText type : source.texts("contentTypes")) {
            if (!type.value().matches("[A-Za-z0-9.+*-]+/[A-Za-z0-9.+*-]+")) {
                type.problem(
                        "wrong_type", "'" + type.value() + "'", "a content type", "write it like application/json");
            }
            types.add(type.value().toLowerCase(Locale.ROOT));
        }
        Format documents = FormatReader.read(source, "format", new Format.Json());
        return new WebhookSource(
                VerificationReader.read(source),
                ConditionReader.optional(source, "match"),
                Sizes.bytes(source, "maxBytes", LONGEST_BODY, DataSize.ofMegabytes(50)),
                types.isEmpty() ? usual(documents) : types,
                documents,
                "empty".equals(source.optionalWord("answer", ConditionReader.words("message_id", "empty"))));
    }

    /** The content types that bodies of a format come with. */
    private static Set<String> usual(Format format) {
        if (format instanceof Format.Xml) {
            return Set.of("application/xml", "text/xml");
        }
        if (format instanceof Format.Form) {
            return Set.of("application/x-www-form-urlencoded");
        }
        if (format instanceof Format.Json) {
            return Set.of("application/json");
        }
        if (format instanceof Format.JsonLines) {
            return Set.of("application/x-ndjson", "application/jsonl");
        }
        if (format instanceof Format.Csv) {
            return Set.of("text/csv");
        }
        if (format instanceof Format.X12) {
            return Set.of("application/edi-x12");
        }
        return format instanceof Format.Edifact
                ? Set.of("application/edifact")
                : Set.of("application/octet-stream", "text/plain", "application/gzip", "application/zip");
    }
}
