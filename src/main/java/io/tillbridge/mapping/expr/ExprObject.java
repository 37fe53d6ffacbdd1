package io.tillbridge.mapping.expr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of the document as JSONata reads it; members are converted when they are asked for, because few are. */
final class ExprObject extends AbstractMap<String, Object> {

    private final ObjectNode node;
    private final Map<String, Object> read = new LinkedHashMap<>();

    ExprObject(ObjectNode node) {
        this.node = node;
    }

    ObjectNode node() {
        return node;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        JsonNode member = name instanceof String text ? node.get(text) : null;
        return member == null ? null : read.computeIfAbsent((String) name, known -> ExprValues.read(member));
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && node.has(text);
    }

    @Override
    public int size() {
        return node.size();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> all.put(name, get(name)));
        return all.entrySet();
    }
}
