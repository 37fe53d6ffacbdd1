package io.tillbridge.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The paths of a document and their types. Elements of arrays, and keys that are data, are {@code *}. */
final class SourceShape {

    /** More children than a person would name: their names are data. */
    static final int MOST_CHILDREN = 200;

    private static final int MOST_PATHS = 2_000;
    private static final int LONGEST_NAME = 100;

    /** Numbers, UUIDs and other long ids; names with what PostgreSQL cannot store count as data too. */
    private static final Pattern DATA =
            Pattern.compile("[0-9]+|[0-9a-fA-F-]{16,}|.*[\\x00-\\x1f\\ud800-\\udfff].*", Pattern.DOTALL);

    private final Set<Field> fields = new HashSet<>();

    private SourceShape() {}

    /**
     * A path with one of its types.
     *
     * @param path JSON Pointer; empty for the document
     * @param type {@code object}, {@code array}, {@code text}, {@code number}, {@code bool} or {@code null}
     */
    record Field(String path, String type) {}

    /** The fields of a document, each once; those of very many are cut off at 2,000. */
    static Set<Field> of(JsonNode document) {
        SourceShape shape = new SourceShape();
        shape.add("", document);
        return shape.fields;
    }

    private void add(String path, JsonNode node) {
        if (fields.size() >= MOST_PATHS) {
            return;
        }
        fields.add(new Field(path, type(node)));
        if (node.isArray()) {
            node.forEach(element -> add(path + "/*", element));
        } else if (node.isObject()) {
            boolean keyed = node.size() > MOST_CHILDREN;
            node.properties()
                    .forEach(member -> add(path + "/" + (keyed ? "*" : name(member.getKey())), member.getValue()));
        }
    }

    private static String name(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || DATA.matcher(name).matches()) {
            return "*";
        }
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING, BINARY -> "text";
            case BOOLEAN -> "bool";
            case OBJECT, POJO -> "object";
            case MISSING -> "null";
            default -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
