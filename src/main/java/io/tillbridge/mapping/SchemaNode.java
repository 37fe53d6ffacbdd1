package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of a canonical schema, as far as mappings are checked against it.
 *
 * @param type of a cell ({@code x-type}); null for objects and arrays
 * @param words of an enum
 * @param members of an object
 * @param required members; at the root also those of the fact keys
 * @param items of an array
 * @param open anything may be below
 * @param personal whether it is of a person ({@code x-pii})
 */
record SchemaNode(
        @Nullable CellType type,
        Set<String> words,
        Map<String, SchemaNode> members,
        Set<String> required,
        @Nullable SchemaNode items,
        boolean open,
        boolean personal) {

    private static final SchemaNode ANY = new SchemaNode(null, Set.of(), Map.of(), Set.of(), null, true, false);

    SchemaNode {
        words = Set.copyOf(words);
        members = Map.copyOf(members);
        required = Set.copyOf(required);
    }

    /** Reads a schema file of {@code config/canonical}. */
    static SchemaNode parse(JsonNode schema) {
        SchemaNode root = node(schema, schema.path("$defs"));
        Set<String> required = new TreeSet<>(root.required);
        schema.path("x-fact-key")
                .forEach(key -> key.forEach(member -> {
                    if (!member.asText().endsWith("?")) { // a cell that counts only where it is set
                        required.add(member.asText());
                    }
                }));
        return new SchemaNode(null, Set.of(), root.members, required, null, root.open, false);
    }

    /** The member; null when the schema has none of that name. */
    @Nullable
    SchemaNode member(String name) {
        SchemaNode member = members.get(name);
        return member == null && open ? ANY : member;
    }

    /** Whether a row of this type may fill the cell. */
    boolean accepts(CellType row) {
        if (type == null) {
            return open;
        }
        return switch (type) {
            case STRING ->
                row == CellType.STRING
                        || row == CellType.ID
                        || row == CellType.ENUM
                        || row == CellType.CURRENCY
                        || row == CellType.DATE
                        || row == CellType.TIMEZONE;
            case ID -> row == CellType.ID || row == CellType.STRING;
            case MONEY -> row.money();
            case INSTANT -> row == CellType.INSTANT || row == CellType.LOCAL_DATETIME;
            case REVISION -> row == CellType.INSTANT || row == CellType.LOCAL_DATETIME || row == CellType.INT;
            default -> row == type;
        };
    }

    private SchemaNode ofAPerson() {
        return new SchemaNode(type, words, members, required, items, open, true);
    }

    private static SchemaNode node(JsonNode schema, JsonNode definitions) {
        String reference = schema.path("$ref").asText("");
        if (reference.startsWith("#/$defs/")) {
            SchemaNode meant = node(definitions.path(reference.substring("#/$defs/".length())), definitions);
            return schema.path("x-pii").asBoolean() ? meant.ofAPerson() : meant;
        }
        Set<String> words = new TreeSet<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        CellType type = CellType.words().get(schema.path("x-type").asText(""));
        if (type == null && schema.path("type").asText("").equals("string")) {
            type = words.isEmpty() ? CellType.STRING : CellType.ENUM;
        }
        if (type != null) {
            return new SchemaNode(type, words, Map.of(), Set.of(), null, false, false);
        }
        if (schema.path("type").asText("").equals("array")) {
            SchemaNode items = node(schema.path("items"), definitions);
            CellType list = items.type == CellType.STRING ? CellType.LIST : null;
            return new SchemaNode(list, Set.of(), Map.of(), Set.of(), items, false, false);
        }
        Map<String, SchemaNode> members = new TreeMap<>();
        schema.path("properties")
                .properties()
                .forEach(member -> members.put(member.getKey(), node(member.getValue(), definitions)));
        Set<String> required = new TreeSet<>();
        schema.path("required")
                .forEach(name -> required.add(Objects.requireNonNull(name).asText()));
        JsonNode additional = schema.path("additionalProperties");
        return new SchemaNode(
                null, Set.of(), members, required, null, !additional.isBoolean() || additional.booleanValue(), false);
    }
}
