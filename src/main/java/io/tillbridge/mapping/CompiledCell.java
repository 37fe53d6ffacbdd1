package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row that reads a value, or one let.
 *
 * @param name the row's {@code to}; of a let {@code $name}
 * @param target null for a let
 * @param letSlot -1 for a row
 */
record CompiledCell(
        String name,
        @Nullable TargetPath target,
        int letSlot,
        CellSource source,
        @Nullable CellSource otherwise,
        List<CellFunction> functions,
        List<String> functionTexts,
        @Nullable RowCondition when,
        Typing typing,
        @Nullable TextNode standIn,
        Nulls nulls,
        Missing missing,
        boolean pii) {

    CompiledCell {
        functions = List.copyOf(functions);
        functionTexts = List.copyOf(functionTexts);
    }

    /** What becomes of an explicit null. */
    enum Nulls {
        DROP,
        KEEP,
        ERROR;

        static final Map<String, Nulls> WORDS = Map.of("drop", DROP, "keep", KEEP, "error", ERROR);
    }

    /** What becomes of a value that a value map does not know. */
    enum Missing {
        /** What the map says. */
        AS_MAP,
        HOLD,
        SET_NULL,
        DEAD_LETTER,
        SKIP_ROW;

        static final Map<String, Missing> WORDS =
                Map.of("hold", HOLD, "set_null", SET_NULL, "dead_letter", DEAD_LETTER, "skip_row", SKIP_ROW);
    }

    /** Sets the cell or the let; false when the whole element is to be skipped. */
    boolean run(Scope scope) {
        CellSource used = source;
        JsonNode raw = MissingNode.getInstance();
        JsonNode cell = MissingNode.getInstance();
        try {
            if (when == null || when.test(scope)) {
                raw = source.read(scope);
                if (otherwise != null && (absent(raw) || (raw.isArray() && raw.isEmpty()))) {
                    JsonNode second = otherwise.read(scope);
                    if (!absent(second)) {
                        raw = second;
                        used = otherwise;
                    }
                }
                cell = cell(raw, scope);
            }
        } catch (Stop stop) {
            if (stop.miss() && missing == Missing.SKIP_ROW) {
                return false;
            }
            if (!stop.miss() || missing != Missing.SET_NULL) {
                Stop told = stop.miss() && missing == Missing.DEAD_LETTER ? stop.dead() : stop;
                throw told.at(at(scope), used.pointer(scope), pii);
            }
        }
        if (target == null) {
            scope.run().let(letSlot, cell);
        } else if (!cell.isMissingNode()) {
            target.set(scope.target(), cell);
        }
        if (scope.run().trace() != null) {
            trace(scope, used, raw, cell);
        }
        return true;
    }

    /** The source pointer, for the report of a required cell that stayed absent. */
    @Nullable
    String pointer(Scope scope) {
        return source.pointer(scope);
    }

    private JsonNode cell(JsonNode raw, Scope scope) {
        JsonNode value = raw;
        if (raw.isNull() && nulls == Nulls.ERROR) {
            throw Stop.because("null_refused", raw, "a value; the row says nulls: error");
        }
        if (raw.isNull() && nulls == Nulls.KEEP) {
            return NullNode.getInstance();
        }
        for (int i = 0; i < functions.size() && !absent(value); i++) {
            value = functions.get(i).apply(value, scope);
        }
        if (absent(value)) {
            return standIn == null ? MissingNode.getInstance() : typing.cell(standIn, scope);
        }
        return typing.cell(value, scope);
    }

    private String at(Scope scope) {
        return target == null ? name : scope.path(name);
    }

    private void trace(Scope scope, CellSource used, JsonNode raw, JsonNode cell) {
        List<Explanation.Cell> trace = scope.run().trace();
        if (trace != null) {
            trace.add(new Explanation.Cell(
                    at(scope),
                    name,
                    used.equals(otherwise) ? "else" : used.key(),
                    used.pointer(scope),
                    Shown.whole(raw, pii),
                    functionTexts,
                    Shown.whole(cell, pii)));
            scope.run().traced(at(scope), pii);
        }
    }

    static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
