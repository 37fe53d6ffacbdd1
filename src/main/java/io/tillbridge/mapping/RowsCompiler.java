package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles the rows of the document or of one block. */
final class RowsCompiler {

    private final CompileContext context;
    private final PathReader paths;
    private final String prefix;
    private final @Nullable SchemaNode schema;
    private final CellCompiler cellCompiler;

    private final List<CompiledCell> cells = new ArrayList<>();
    private final List<CompiledBlock> blocks = new ArrayList<>();
    private final List<CalcOrder.Entry> calcs = new ArrayList<>();
    private final List<CompiledRows.Required> required = new ArrayList<>();
    private final Set<String> written = new HashSet<>();

    /**
     * For one list of rows.
     *
     * @param prefix of the cells, such as {@code lines[].}; empty for the document
     * @param schema of the object the rows make; null when nothing is known of it
     */
    RowsCompiler(CompileContext context, PathReader paths, String prefix, @Nullable SchemaNode schema) {
        this.context = context;
        this.paths = paths;
        this.prefix = prefix;
        this.schema = schema;
        this.cellCompiler = new CellCompiler(context, paths);
    }

    CompiledRows compile(YamlList rows) {
        for (YamlMap row : rows.maps()) {
            YamlText to = row.scalar("to");
            if (to == null) {
                row.missing("to", "the cell to write");
            } else {
                compile(row, to);
            }
            row.refuseUnread();
        }
        if (rows.elements().isEmpty()) {
            rows.problem("no_rows", "no rows", "at least one row", "add rows: [...]");
        }
        if (schema != null) {
            SchemaCheck.neverSet(schema, prefix, context.cells(), written, rows.place());
        }
        return new CompiledRows(cells, blocks, CalcOrder.sort(calcs), required);
    }

    private void compile(YamlMap row, YamlText to) {
        boolean block = to.value().endsWith("[]");
        String name = block ? to.value().substring(0, to.value().length() - 2) : to.value();
        TargetPath target = target(to, name);
        if (target == null) {
            return;
        }
        // Blocks of one list follow each other in it
        if (!written.add(name) && !row.has("when") && !block) {
            to.problem("duplicate_row", "'" + name + "' again", "one row per cell", "remove it, or add when: to it");
        }
        SchemaNode cell = schema == null ? null : SchemaCheck.descend(schema, target, to);
        boolean implied = schema != null && SchemaCheck.required(schema, target);
        // A block may say required: false where the schema requires it: then an empty array is meant
        boolean must = row.bool("required", implied) || (implied && !block);
        if (block) {
            block(row, name, target, cell, row.has("required") && !must);
            if (must) {
                required.add(new CompiledRows.Required(name, target, null));
            }
        } else if (row.has("calc")) {
            calc(row, name, target, cell);
            if (must) {
                required.add(new CompiledRows.Required(name, target, null));
            }
        } else {
            CompiledCell compiled = cellCompiler.compile(row, name, target, -1, cell);
            if (prefix.isEmpty() && compiled.missing() == CompiledCell.Missing.SKIP_ROW) {
                row.placeOf("missing").problem("skip_row", "skip_row", "skip_row in blocks only", "use set_null");
            }
            SchemaCheck.words(row, cell, context.valueMaps());
            cells.add(compiled);
            if (must && required.stream().noneMatch(known -> known.name().equals(name))) {
                required.add(new CompiledRows.Required(name, target, compiled));
            }
        }
    }

    private static @Nullable TargetPath target(YamlText to, String name) {
        try {
            List<String> names = new ArrayList<>();
            for (SourcePath.Step step : PathParser.steps(name)) {
                if (step.each()) {
                    throw new IllegalArgumentException("[] stands at the end of blocks only; nest blocks");
                }
                names.add(step.name());
            }
            if (!names.isEmpty()) {
                return new TargetPath(names);
            }
            to.problem("wrong_path", "''", "the cell to write", "write names with dots");
        } catch (IllegalArgumentException e) {
            to.problem("wrong_path", "'" + name + "'", "names with dots", String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void block(YamlMap row, String name, TargetPath target, @Nullable SchemaNode array, boolean empty) {
        SchemaNode items = array == null ? null : array.items();
        if (array != null && items == null && !array.open()) {
            row.placeOf("to").problem("wrong_type", "a block", "a cell", "remove [] and say type:");
        }
        SourcePath each = paths.read(row, "each");
        PathReader inner = paths.inBlock(each);
        for (YamlText key : row.list("key").texts()) {
            inner.read(key);
        }
        YamlMap where = row.optionalMap("where");
        RowCondition condition = where == null ? null : new ConditionReader(inner).read(where);
        YamlNode rows = row.node("rows");
        if (!(rows instanceof YamlList list)) {
            row.missing("rows", "the block's rows");
            return;
        }
        CompiledRows compiled = new RowsCompiler(context, inner, prefix + name + "[].", items).compile(list);
        blocks.add(new CompiledBlock(name, target, each, condition, empty, compiled));
    }

    private void calc(YamlMap row, String name, TargetPath target, @Nullable SchemaNode cell) {
        CellFormat format = new FormatReader(context, paths).read(row, cell);
        CalcCompiler compiler = new CalcCompiler(context, paths, prefix);
        CompiledExpression expression = compiler.compile(row, "calc");
        Typing typing = Typing.of(format);
        boolean pii = row.bool("pii", false);
        TextNode standIn = CellCompiler.standIn(row, format, typing);
        if (expression == null) {
            return;
        }
        boolean inexact = expression.expression().inexact() && format.type().numeric();
        if (inexact && !row.has("round")) {
            row.placeOf("calc")
                    .problem(
                            "missing_round",
                            "* or / without round",
                            "round: half_up, half_even, down or reject",
                            "add round:");
        }
        if (inexact && format.type() == CellType.DECIMAL && format.scale() == null) {
            row.placeOf("calc").problem("missing_scale", "* or / without scale", "scale: of the decimal", "add scale:");
        }
        CompiledCalc calc =
                new CompiledCalc(name, target, expression, typing, format.type().money(), standIn, pii);
        calcs.add(new CalcOrder.Entry(prefix + name, calc, new TreeSet<>(compiler.uses()), row.placeOf("calc")));
    }
}
