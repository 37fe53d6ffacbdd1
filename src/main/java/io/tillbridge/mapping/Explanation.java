package io.tillbridge.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A translation with the provenance of every cell.
 *
 * @param lookups rows of value maps that were asked, in the order of the cells
 */
public record Explanation(Translation translation, List<Cell> cells, List<Lookup> lookups) {

    public Explanation {
        cells = List.copyOf(cells);
        lookups = List.copyOf(lookups);
    }

    /** One that asked no value map. */
    public Explanation(Translation translation, List<Cell> cells) {
        this(translation, cells, List.of());
    }

    /**
     * A value map that a cell asked.
     *
     * @param path the cell
     * @param version of the map
     * @param asked the value as the map's keys are written; its hash when the cell is {@code pii}
     * @param row the one that answered; null when none did and the map says what becomes of such values
     */
    public record Lookup(String path, String map, int version, String asked, ValueMap.@Nullable Row row) {}

    /**
     * Where one canonical cell came from.
     *
     * @param path the cell, such as {@code lines[0].unitPrice}
     * @param row the row's {@code to}, which names it within the version
     * @param source the row's key that gave it: {@code from}, {@code else}, {@code inputs}, {@code const}, {@code template},
     *     {@code expr} or {@code calc}
     * @param pointer the source pointer that was read; null for const, template and calc
     * @param raw the value read, of a const the one that the row says, as JSON text; its hash when the cell is {@code pii}
     * @param functions in the order they were applied
     * @param value the cell's value, as JSON text
     */
    public record Cell(
            String path,
            String row,
            String source,
            @Nullable String pointer,
            @Nullable String raw,
            List<String> functions,
            @Nullable String value) {
        public Cell {
            functions = List.copyOf(functions);
        }
    }
}
