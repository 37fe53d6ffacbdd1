package io.tillbridge.connector.language;

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
        return new WebhookSource(
                VerificationReader.read(source),
                ConditionReader.optional(source, "match"),
                Sizes.bytes(source, "maxBytes", LONGEST_BODY, DataSize.ofMegabytes(50)),
                types.isEmpty() ? Set.of("application/json") : types);
    }
}
