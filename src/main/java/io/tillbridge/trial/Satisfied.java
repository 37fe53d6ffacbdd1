package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Condition.Operator;
import io.tillbridge.connector.Condition.Subject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes documents for which a condition holds, from documents for which it does not. */
final class Satisfied {

    private Satisfied() {}

    /** An answer with status 200 that satisfies a condition which looks into the body; null when it does not, or cannot be. */
    static @Nullable JsonNode answer(Condition condition) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Map<String, String> headers = new TreeMap<>();
        return satisfy(condition, body, headers) && !body.isEmpty() && headers.isEmpty() ? body : null;
    }

    /**
     * Changes a document and its headers until the condition holds.
     *
     * @param headers names in lower case
     * @return false when this class does not know how
     */
    static boolean satisfy(Condition condition, ObjectNode document, Map<String, String> headers) {
        if (condition instanceof Condition.Any) {
            return true;
        }
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().allMatch(one -> satisfy(one, document, headers));
        }
        if (condition instanceof Condition.AnyOf any) {
            return !any.conditions().isEmpty() && satisfy(any.conditions().get(0), document, headers);
        }
        if (condition instanceof Condition.Status status) {
            return status.codes().contains(200);
        }
        return condition instanceof Condition.Test test && satisfy(test, document, headers);
    }

    private static boolean satisfy(Condition.Test test, ObjectNode document, Map<String, String> headers) {
        boolean text = test.operator() == Operator.EQUALS || test.operator() == Operator.IN;
        if (!text && test.operator() != Operator.EXISTS && test.operator() != Operator.CONTAINS) {
            return false;
        }
        String value =
                test.operator() == Operator.EXISTS ? "x" : test.values().get(0).render(scope -> null);
        if (test.subject() instanceof Subject.Header header) {
            headers.put(header.name().toLowerCase(Locale.ROOT), value);
            return true;
        }
        if (test.subject() instanceof Subject.Pointer pointer) {
            JsonNode there = document.at(pointer.pointer());
            if (test.operator() == Operator.EXISTS && !there.isMissingNode() && !there.isNull()) {
                return true;
            }
            return set(document, pointer.pointer(), TextNode.valueOf(value));
        }
        return false;
    }

    /** Puts a value at a place, making what leads there; false when something else is in the way. */
    static boolean set(ObjectNode root, JsonPointer at, JsonNode value) {
        JsonNode node = root;
        JsonPointer rest = at;
        while (!rest.matches()) {
            JsonPointer next = rest.tail();
            String name = rest.getMatchingProperty();
            JsonNode child = next.matches()
                    ? value
                    : next.getMatchingIndex() >= 0
                            ? JsonNodeFactory.instance.arrayNode()
                            : JsonNodeFactory.instance.objectNode();
            JsonNode known =
                    rest.getMatchingIndex() >= 0 && node.isArray() ? node.get(rest.getMatchingIndex()) : node.get(name);
            if (!next.matches() && known != null && known.isContainerNode()) {
                child = known;
            }
            if (node instanceof ObjectNode object) {
                object.set(name, child);
            } else if (node instanceof ArrayNode array && rest.getMatchingIndex() >= 0) {
                put(array, rest.getMatchingIndex(), child);
            } else {
                return false;
            }
            node = child;
            rest = next;
        }
        return true;
    }

    private static void put(ArrayNode array, int index, JsonNode value) {
        while (array.size() <= index) {
            array.addNull();
        }
        array.set(index, value);
    }
}
