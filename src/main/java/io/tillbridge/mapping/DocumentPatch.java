package io.tillbridge.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.platform.YamlMap;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code patch:} of a test: {@code add}, {@code replace} and {@code remove} of RFC 6902, values as JSON text. */
final class DocumentPatch {

    private DocumentPatch() {}

    /** A changed copy; what cannot be applied is recorded as a problem. */
    static JsonNode apply(JsonNode document, List<YamlMap> operations) {
        JsonNode copy = document.deepCopy();
        for (YamlMap operation : operations) {
            apply(copy, operation);
        }
        return copy;
    }

    private static void apply(JsonNode document, YamlMap operation) {
        String op = operation.text("op");
        String path = operation.text("path");
        try {
            JsonPointer pointer = JsonPointer.compile(path);
            JsonNode parent = document.at(pointer.head());
            JsonNode value = op.equals("remove") ? null : ExactJson.parse(operation.text("value"));
            boolean known = op.equals("add") || op.equals("replace") || op.equals("remove");
            if (!known || !set(parent, pointer.last(), value, op.equals("add"))) {
                operation.problem(
                        "wrong_patch", op + " " + path, "add, replace or remove of what is there", "correct it");
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            operation.problem("wrong_patch", op + " " + path, "a JSON Pointer and a JSON text", "correct it");
        }
        operation.refuseUnread();
    }

    private static boolean set(JsonNode parent, JsonPointer last, @Nullable JsonNode value, boolean add) {
        String name = last.getMatchingProperty();
        int index = last.getMatchingIndex();
        if (parent instanceof ObjectNode object && (add || object.has(name))) {
            return value == null ? object.remove(name) != null : object.set(name, value) != null;
        }
        if (parent instanceof ArrayNode array) {
            if (add && value != null) {
                array.insert(index < 0 ? array.size() : index, value);
                return true;
            }
            if (index >= 0 && index < array.size()) {
                return value == null ? array.remove(index) != null : array.set(index, value) != null;
            }
        }
        return false;
    }
}
