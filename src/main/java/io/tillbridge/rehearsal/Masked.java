package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.platform.Sha256;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows cells; what is personal in any of the versions is shown by its hash. Thread-safe. */
final class Masked {

    private static final int MOST = 200;

    private final Set<String> personal;

    private Masked(Set<String> personal) {
        this.personal = Set.copyOf(personal);
    }

    static Masked of(Mapping... versions) {
        Set<String> personal = new TreeSet<>();
        for (Mapping version : versions) {
            personal.addAll(version.personal());
        }
        return new Masked(personal);
    }

    /** Whether a field, such as {@code customer.email}, is personal or a part of what is. */
    boolean hides(String field) {
        return personal.stream()
                .anyMatch(cell -> field.equals(cell) || field.startsWith(cell + ".") || field.startsWith(cell + "["));
    }

    /** JSON text, cut to 200 characters; null for what is not there. */
    @Nullable
    String shown(String field, @Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        String text = value.toString();
        if (hides(field)) {
            return hash(text);
        }
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }

    /** A whole result in which every personal cell is its hash. */
    JsonNode result(JsonNode result) {
        return personal.isEmpty() ? result : masked("", result);
    }

    private JsonNode masked(String field, JsonNode node) {
        if (!field.isEmpty() && hides(field)) {
            return TextNode.valueOf(hash(node.toString()));
        }
        if (node.isObject()) {
            ObjectNode masked = ExactJson.nodes().objectNode();
            node.properties()
                    .forEach(one -> masked.set(
                            one.getKey(),
                            masked(field.isEmpty() ? one.getKey() : field + "." + one.getKey(), one.getValue())));
            return masked;
        }
        if (node.isArray()) {
            ArrayNode masked = ExactJson.nodes().arrayNode();
            node.forEach(element -> masked.add(masked(field + "[]", element)));
            return masked;
        }
        return node;
    }

    /** The hash of a text, unless it is one already. */
    static @Nullable String once(@Nullable String text) {
        return text == null || text.startsWith("sha256:") ? text : hash(text);
    }

    /** As explanations write it. */
    private static String hash(String text) {
        return "sha256:" + Sha256.hex(text).substring(0, 16);
    }
}
