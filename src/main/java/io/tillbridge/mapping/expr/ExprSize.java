package io.tillbridge.mapping.expr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a value is when it is written out. A few steps make a value that refers to itself many times over; comparing,
 * hashing or writing it would take for ever, so it is measured when it is made.
 */
final class ExprSize {

    private static final int MOST = 1_000_000;
    private static final int DEEPEST = 200;

    private final boolean compared;
    private long size;

    private ExprSize(boolean compared) {
        this.compared = compared;
    }

    /**
     * Measures a value.
     *
     * @param compared it is about to be compared, so that decimals in it are refused
     */
    static long check(@Nullable Object value, boolean compared) {
        ExprSize size = new ExprSize(compared);
        size.add(value, 0);
        return size.size;
    }

    /** Of a part of the document, whose depth is bounded already. */
    static long of(JsonNode node) {
        long size = 1;
        // By class: a question to a node of unknown kind costs more than the rest
        if (node instanceof TextNode text) {
            size += text.textValue().length();
        } else if (node instanceof ObjectNode || node instanceof ArrayNode) {
            for (JsonNode part : node) {
                size += of(part);
            }
        }
        return size;
    }

    private void add(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw Stopped.tooLarge("a value of more than " + DEEPEST + " levels");
        }
        if (value instanceof String text) {
            count(text.length());
        } else if (value instanceof Dec) {
            if (compared) {
                throw Stopped.decimal();
            }
        } else if (value instanceof ExprObject object) {
            if (compared) {
                add(object.node());
            } else {
                count(object.written());
            }
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                add(element, depth + 1);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(member -> add(member, depth + 1));
        }
        count(1);
    }

    /** A part of the document that is compared: no number in it may be a decimal. */
    private void add(JsonNode node) {
        if (node.isContainerNode()) {
            node.forEach(this::add);
        } else if (node.isTextual()) {
            count(node.textValue().length());
        } else if (node.isNumber() && ExprValues.read(node) instanceof Dec) {
            throw Stopped.decimal();
        }
        count(1);
    }

    private void count(long more) {
        size += more;
        if (size > MOST) {
            throw Stopped.tooLarge("a value of more than " + MOST + " characters and elements");
        }
    }
}
