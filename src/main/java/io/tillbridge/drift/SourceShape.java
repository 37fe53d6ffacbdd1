package io.tillbridge.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** The paths of a document and their types. Elements of arrays, and keys that are data, are {@code *}. */
final class SourceShape {

    /** More children than a person would name: their names are data. */
    static final int MOST_CHILDREN = 200;

    private static final int MOST_PATHS = 2_000;
    private static final int LONGEST_NAME = 100;
    private static final int LONG_ID = 16;

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
            String each = path + "/*";
            node.forEach(element -> add(each, element));
        } else if (node.isObject()) {
            boolean keyed = node.size() > MOST_CHILDREN;
            String below = path + "/";
            node.properties()
                    .forEach(member -> add(below.concat(keyed ? "*" : name(member.getKey())), member.getValue()));
        }
    }

    private static String name(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || data(name)) {
            return "*";
        }
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }

    /** Numbers, UUIDs and other long ids; names with what PostgreSQL cannot store count as data too. */
    private static boolean data(String name) {
        boolean digits = true;
        boolean id = name.length() >= LONG_ID;
        int c;
        for (int i = 0; i < name.length(); i += Character.charCount(c)) {
            c = name.codePointAt(i);
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (c < ' ' || half) {
                return true;
            }
            boolean digit = c >= '0' && c <= '9';
            digits &= digit;
            id &= digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
        }
        return digits || id;
    }

    private static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING, BINARY -> "text";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case OBJECT, POJO -> "object";
            case NULL, MISSING -> "null";
        };
    }
}
