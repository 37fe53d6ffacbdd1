package io.tillbridge.mapping.expr;

import com.fasterxml.jackson.databind.JsonNode;
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
    private int size;

    private ExprSize(boolean compared) {
        this.compared = compared;
    }

    /**
     * Measures a value.
     *
     * @param compared it is about to be compared, so that decimals in it are refused
     */
    static int check(@Nullable Object value, boolean compared) {
        ExprSize size = new ExprSize(compared);
        size.add(value, 0);
        return size.size;
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
            add(object.node());
        } else if (value instanceof List<?> list) {
            list.forEach(element -> add(element, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(member -> add(member, depth + 1));
        }
        count(1);
    }

    /** A part of the document: its depth is bounded already. */
    private void add(JsonNode node) {
        if (node.isContainerNode()) {
            node.forEach(this::add);
        } else if (node.isTextual()) {
            count(node.textValue().length());
        } else if (compared && node.isNumber() && ExprValues.read(node) instanceof Dec) {
            throw Stopped.decimal();
        }
        count(1);
    }

    private void count(int more) {
        size += more;
        if (size > MOST) {
            throw Stopped.tooLarge("a value of more than " + MOST + " characters and elements");
        }
    }
}
