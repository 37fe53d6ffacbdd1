package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads from a document what placeholders of the scopes {@code record} and {@code canonical} name. Pure. */
public final class Documents {

    private Documents() {}

    /**
     * A scope that adds a document: {@code record.a.b} and {@code canonical.a.b} are cells by name, {@code record./a/b} is
     * a JSON Pointer.
     *
     * @param otherwise asked first; null for a path it does not know
     */
    public static Function<String, @Nullable JsonNode> scope(
            @Nullable JsonNode document, Function<String, ? extends @Nullable JsonNode> otherwise) {
        return path -> {
            JsonNode known = otherwise.apply(path);
            int dot = path.indexOf('.');
            if (known != null || document == null || dot < 0) {
                return known;
            }
            String scope = path.substring(0, dot);
            return scope.equals("record") || scope.equals("canonical") ? cell(document, path.substring(dot + 1)) : null;
        };
    }

    /**
     * The arguments of a fetch, read from the document that names it.
     *
     * @return text per argument; one that the document does not have is left out
     */
    public static Map<String, String> arguments(DispatchRule.Fetch fetch, JsonNode document) {
        Map<String, String> arguments = new TreeMap<>();
        fetch.args().forEach((name, template) -> {
            String value = JsonText.of(template.value(scope(document, path -> null)));
            if (value != null && !value.isEmpty()) {
                arguments.put(name, value);
            }
        });
        return arguments;
    }

    /** The value at a dotted path or JSON Pointer of a document; null when there is no document or value. */
    public static @Nullable JsonNode in(@Nullable JsonNode document, String path) {
        return document == null ? null : cell(document, path);
    }

    /** A cell by its dotted path, such as {@code totals.grand}, or by a JSON Pointer; null when absent. */
    static @Nullable JsonNode cell(JsonNode document, String path) {
        JsonNode at = document;
        if (path.startsWith("/")) {
            at = document.at(JsonPointer.compile(path));
        } else {
            for (String name : path.split("\\.", -1)) {
                at = at.path(name);
            }
        }
        return at instanceof MissingNode ? null : at;
    }
}
