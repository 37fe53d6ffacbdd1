package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a row writes: names from the block's element on, objects made as needed. */
record TargetPath(List<String> names) {

    TargetPath {
        // As what expressions ask for: the same text is then found by being the same object
        names = names.stream().map(String::intern).toList();
    }

    /** Sets the cell. */
    void set(ObjectNode target, JsonNode value) {
        ObjectNode object = target;
        for (int i = 0; i < names.size() - 1; i++) {
            JsonNode next = object.get(names.get(i));
            object = next instanceof ObjectNode found ? found : object.putObject(names.get(i));
        }
        object.set(names.get(names.size() - 1), value);
    }

    /** The cell; null when it was not set. */
    @Nullable
    JsonNode get(ObjectNode target) {
        JsonNode node = target;
        for (String name : names) {
            node = node == null ? null : node.get(name);
        }
        return node;
    }
}
