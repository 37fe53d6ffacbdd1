package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.Template;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnwritableDocument;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes of a plan and a delivery the message that is stored before it is first sent. */
final class MessageRenderer {

    /** A broker confirms and says nothing else. */
    static final Received CONFIRMED = new Received(0, Map.of(), new byte[0], MissingNode.getInstance());

    private MessageRenderer() {}

    /**
     * The message; what is mapped is its body.
     *
     * @param path where to
     * @param query what the protocol needs beside headers
     * @throws IllegalArgumentException when the format cannot say what is mapped
     */
    static PartnerRequest render(
            String path,
            Map<String, String> query,
            Map<String, Template> headers,
            Format format,
            Function<String, ? extends @Nullable JsonNode> scope) {
        Map<String, String> rendered = new TreeMap<>();
        headers.forEach((name, template) -> {
            String value = template.render(scope);
            if (!value.isEmpty()) {
                rendered.put(name, value);
            }
        });
        JsonNode mapped = scope.apply("mapped");
        try {
            return new PartnerRequest(
                    "SEND",
                    path,
                    query,
                    rendered,
                    Formats.write(format, mapped == null ? MissingNode.getInstance() : mapped));
        } catch (UnwritableDocument e) {
            throw new IllegalArgumentException(e.place() + ": " + e.getMessage(), e);
        }
    }
}
