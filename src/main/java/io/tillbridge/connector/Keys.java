package io.tillbridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds keys by their rules. Pure and safe for concurrent use.
 *
 * <p>Several parts are joined by {@code /}; in a part of several, {@code ~} is written {@code ~0} and {@code /} is written
 * {@code ~1} (as in JSON Pointer), so that {@code ["a/b", "c"]} and {@code ["a", "b/c"]} stay two keys. A single part
 * stands as it is.
 */
public final class Keys {

    /**
     * Namespace of all name-based UUIDs (version 5, RFC 9562 section 5.5) that Tillbridge makes: the version 5 UUID of
     * {@code tillbridge.io} in the RFC's DNS namespace. Never change it: partners recognise a repeated call by what is
     * derived from it.
     */
    public static final UUID NAMESPACE =
            UuidCreator.getNameBasedSha1(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "tillbridge.io");

    private Keys() {}

    /** The key of a document alone: headers and scopes are absent. */
    public static @Nullable String of(KeyRule rule, @Nullable JsonNode document) {
        return of(rule, document, name -> null, scope -> null);
    }

    /**
     * The key of a document.
     *
     * @param document the source document, or the canonical event for a rule over fields; null when it is not JSON
     * @param headers value of a header by name; null when absent
     * @param scope value of a placeholder such as {@code connection.id}; null when it has none. {@code record.} and
     *     {@code canonical.} paths that it does not know are read from the document
     * @return null when any part is absent, null or empty: half a key would join what does not belong together
     */
    public static @Nullable String of(
            KeyRule rule,
            @Nullable JsonNode document,
            Function<String, @Nullable String> headers,
            Function<String, ? extends @Nullable JsonNode> scope) {
        if (rule instanceof KeyRule.Header header) {
            return join(parts(List.of(header.name()), headers));
        }
        if (rule instanceof KeyRule.Pointers pointers) {
            return document == null ? null : join(parts(pointers.pointers(), at -> JsonText.of(document.at(at))));
        }
        if (rule instanceof KeyRule.Fields fields) {
            return document == null
                    ? null
                    : join(parts(fields.fields(), path -> JsonText.of(Documents.cell(document, path))));
        }
        if (rule instanceof KeyRule.FromTemplate from) {
            Function<String, @Nullable JsonNode> values = Documents.scope(document, scope);
            boolean complete = from.template().pieces().stream()
                    .allMatch(piece -> !piece.placeholder() || JsonText.of(values.apply(piece.text())) != null);
            return complete ? from.template().render(values) : null;
        }
        KeyRule.Uuid5 uuid5 = (KeyRule.Uuid5) rule;
        Function<String, @Nullable JsonNode> values = Documents.scope(document, scope);
        String name = join(parts(uuid5.scopes(), path -> JsonText.of(values.apply(path))));
        return name == null ? null : uuid5(name).toString();
    }

    /** The version 5 UUID of a name (UTF-8) in {@link #NAMESPACE}. */
    public static UUID uuid5(String name) {
        return UuidCreator.getNameBasedSha1(NAMESPACE, name);
    }

    private static <T> @Nullable List<String> parts(List<T> names, Function<T, @Nullable String> value) {
        List<String> parts = new ArrayList<>();
        for (T name : names) {
            String part = value.apply(name);
            if (part == null || part.isEmpty()) {
                return null;
            }
            parts.add(part);
        }
        return parts;
    }

    private static @Nullable String join(@Nullable List<String> parts) {
        if (parts == null || parts.size() < 2) {
            return parts == null || parts.isEmpty() ? null : parts.get(0);
        }
        return String.join(
                "/",
                parts.stream()
                        .map(part -> part.replace("~", "~0").replace("/", "~1"))
                        .toList());
    }
}
