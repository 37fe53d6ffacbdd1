package io.tillbridge.mapping.expr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of the document as JSONata reads it; members are converted when they are asked for, because few are. */
final class ExprObject extends AbstractMap<String, Object> {

    private final ObjectNode node;
    /** Objects and lists that were asked for: each is converted once. */
    private @Nullable Map<String, Object> read;

    /** Measured once, however many steps pass the object on; 0 before. */
    private long written;

    ExprObject(ObjectNode node) {
        this.node = node;
    }

    ObjectNode node() {
        return node;
    }

    /** How large it is when it is written out, as {@link ExprSize} counts. */
    long written() {
        if (written == 0) {
            written = ExprSize.of(node);
        }
        return written;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        if (!(name instanceof String text)) {
            return null;
        }
        JsonNode member = node.get(text);
        if (member == null) {
            return null;
        }
        return member.isContainerNode() ? container(text, member) : ExprValues.read(member);
    }

    private Object container(String name, JsonNode member) {
        if (read == null) {
            read = new HashMap<>();
        }
        Object known = read.get(name);
        if (known == null) {
            known = ExprValues.read(member);
            read.put(name, known);
        }
        return known;
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
    public Set<String> keySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return node.fieldNames();
            }

            @Override
            public int size() {
                return node.size();
            }
        };
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> all.put(name, get(name)));
        return all.entrySet();
    }
}
