package io.tillbridge.connector.language;

import io.tillbridge.canonical.EventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the outbound flow that is being read tells: the members of {@code canonical} and {@code resolved}.
 *
 * @param event null when it could not be read
 * @param references names of the flow's {@code resolve}
 * @param each JSON Pointer of the list whose elements are read; empty for the event itself
 */
record Told(@Nullable EventType event, Set<String> references, String each) {

    /** The path of a cell from the event itself. */
    String path(String cell) {
        return each.isEmpty() ? cell : each + "/0/" + cell.replace('.', '/');
    }

    Told within(String list) {
        return new Told(event, references, list);
    }
}
