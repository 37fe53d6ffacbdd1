package io.tillbridge.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A translation with the provenance of every cell. */
public record Explanation(Translation translation, List<Cell> cells) {

    public Explanation {
        cells = List.copyOf(cells);
    }

    /**
     * Where one canonical cell came from.
     *
     * @param path the cell, such as {@code lines[0].unitPrice}
     * @param row the row's {@code to}, which names it within the version
     * @param pointer the source pointer that was read; null for const, template and calc
     * @param raw the value read, as JSON text; its hash when the cell is {@code pii}
     * @param functions in the order they were applied
     * @param value the cell's value, as JSON text
     */
    public record Cell(
            String path,
            String row,
            @Nullable String pointer,
            @Nullable String raw,
            List<String> functions,
            @Nullable String value) {
        public Cell {
            functions = List.copyOf(functions);
        }
    }
}
