package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the document or of one block, in the order they run: cells, inner blocks, calcs by dependency; then what is
 * required is looked for.
 */
record CompiledRows(
        List<CompiledCell> cells, List<CompiledBlock> blocks, List<CompiledCalc> calcs, List<Required> required) {

    CompiledRows {
        cells = List.copyOf(cells);
        blocks = List.copyOf(blocks);
        calcs = List.copyOf(calcs);
        required = List.copyOf(required);
    }

    /**
     * A cell that must be there at the end.
     *
     * @param name the row's {@code to}
     * @param cell the row that should have set it; null for blocks and calcs
     */
    record Required(
            String name, TargetPath target, @Nullable CompiledCell cell) {}

    /** Translates one element; false when it is to be skipped. */
    boolean run(Scope scope) {
        for (CompiledCell cell : cells) {
            if (!cell.run(scope)) {
                return false;
            }
        }
        for (CompiledBlock block : blocks) {
            block.run(scope);
        }
        for (CompiledCalc calc : calcs) {
            calc.run(scope);
        }
        for (Required cell : required) {
            check(cell, scope);
        }
        return true;
    }

    /** Adds the full paths of cells that are personal. */
    void personal(String prefix, Set<String> found) {
        cells.stream().filter(CompiledCell::pii).forEach(cell -> found.add(prefix + cell.name()));
        calcs.stream().filter(CompiledCalc::pii).forEach(calc -> found.add(prefix + calc.name()));
        blocks.forEach(block -> block.rows().personal(prefix + block.name() + "[].", found));
    }

    private static void check(Required required, Scope scope) {
        JsonNode found = required.target().get(scope.target());
        if (found == null || (found.isTextual() && found.textValue().isEmpty())) {
            String pointer = required.cell() == null ? null : required.cell().pointer(scope);
            throw Stop.because("required_missing", found, "a value; the cell is required")
                    .at(scope.path(required.name()), pointer, false);
        }
    }
}
