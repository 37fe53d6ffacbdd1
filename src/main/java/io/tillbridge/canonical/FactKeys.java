package io.tillbridge.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the fact key of an event: its type and the cells that its schema names in {@code x-fact-key}, joined by
 * {@code |}; a cell named with {@code ?} counts where it is set. It names the business fact whatever flow brought it.
 */
public final class FactKeys {

    private static final String FOLDER = "home/config/canonical/";

    private static final String OPTIONAL = "?";

    private final Map<EventType, List<String>> cells;

    /** Cells that tell events apart where they are set; absent they leave the key as it is without them. */
    private final Map<EventType, List<String>> optional;

    private FactKeys(Map<EventType, List<String>> cells, Map<EventType, List<String>> optional) {
        this.cells = cells;
        this.optional = optional;
    }

    /**
     * Reads the canonical schemas that ship with the program.
     *
     * @throws IllegalStateException when an event type has no schema or its schema no fact key
     */
    public static FactKeys load() {
        Map<EventType, List<String>> cells = new EnumMap<>(EventType.class);
        Map<EventType, List<String>> optional = new EnumMap<>(EventType.class);
        ObjectMapper json = new ObjectMapper();
        for (EventType type : EventType.values()) {
            String file = FOLDER + type.schema() + ".v1.schema.json";
            try (InputStream in = FactKeys.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("canonical schema " + file + " is missing from the program");
                }
                JsonNode key = json.readTree(in).path("x-fact-key").path(type.word());
                if (!key.isArray() || key.isEmpty()) {
                    throw new IllegalStateException(file + ": x-fact-key names no cells for " + type);
                }
                List<String> names = new ArrayList<>();
                List<String> others = new ArrayList<>();
                key.forEach(name -> {
                    String cell = name.asText();
                    if (cell.endsWith(OPTIONAL)) {
                        others.add(cell.substring(0, cell.length() - 1));
                    } else {
                        names.add(cell);
                    }
                });
                cells.put(type, List.copyOf(names));
                optional.put(type, List.copyOf(others));
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        }
        return new FactKeys(cells, optional);
    }

    /** The cells that tell an event from every other of its type. */
    public List<String> cells(EventType type) {
        return cells.getOrDefault(type, List.of());
    }

    /**
     * The fact key of an event's canonical JSON.
     *
     * @throws InvalidCanonicalEvent when one of the cells is absent
     */
    public String of(EventType type, ObjectNode body) {
        StringBuilder key = new StringBuilder(64).append(type.word());
        for (String cell : cells(type)) {
            JsonNode value = body.get(cell);
            if (value == null || value.isNull()) {
                throw new InvalidCanonicalEvent(cell, "part of the fact key; the mapping must set it");
            }
            key.append('|');
            append(key, value.asText());
        }
        for (String cell : optional.getOrDefault(type, List.of())) {
            JsonNode value = body.get(cell);
            if (value != null && !value.isNull()) {
                key.append('|').append(cell).append('=');
                append(key, value.asText());
            }
        }
        return key.toString();
    }

    private static void append(StringBuilder key, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '|' || c == '\\') {
                key.append('\\');
            }
            key.append(c);
        }
    }
}
