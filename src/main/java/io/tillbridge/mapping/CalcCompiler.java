package io.tillbridge.mapping;

import io.tillbridge.mapping.calc.CalcExpression;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles {@code calc} and {@code test} with {@code with}: binds names to cells, columns and lets. */
final class CalcCompiler {

    private final CompileContext context;
    private final PathReader paths;
    private final String prefix;
    private final Set<String> uses = new TreeSet<>();

    /**
     * For one expression.
     *
     * @param prefix of the block's cells, such as {@code lines[].}; empty for the document
     */
    CalcCompiler(CompileContext context, PathReader paths, String prefix) {
        this.context = context;
        this.paths = paths;
        this.prefix = prefix;
    }

    /** Compiles the expression of a key; null, with a problem recorded, when it cannot be. */
    @Nullable
    CompiledExpression compile(YamlMap row, String key) {
        YamlText text = row.scalar(key);
        YamlMap with = row.map("with");
        if (text == null) {
            row.missing(key, "an expression");
            return null;
        }
        CalcExpression expression;
        try {
            expression = CalcExpression.of(text.value());
        } catch (IllegalArgumentException e) {
            text.problem(
                    "wrong_expression",
                    String.valueOf(e.getMessage()),
                    "cells, numbers, + - * / = <> < <= > >= && || !, sum min max abs count if round_half_up"
                            + " round_half_even round_down",
                    "correct the expression");
            return null;
        }
        List<CalcBinding> bindings = new ArrayList<>();
        for (String name : expression.names()) {
            YamlText path = with.scalar(name);
            CalcBinding binding = path == null ? cell(text, name) : bound(path);
            if (binding != null) {
                bindings.add(binding);
            }
        }
        with.refuseUnread();
        return bindings.size() == expression.names().size() ? new CompiledExpression(expression, bindings) : null;
    }

    /** Full paths of the cells it reads. */
    Set<String> uses() {
        return uses;
    }

    private @Nullable CalcBinding cell(YamlText text, String name) {
        CellType type = context.cell(prefix + name);
        if (type == null) {
            text.problem(
                    "unknown_cell",
                    "'" + name + "'",
                    "a cell of the same block, or a name of with",
                    "add with: {" + name + ": path}");
            return null;
        }
        uses.add(prefix + name);
        return new CalcBinding(path(name), false, type, false);
    }

    private @Nullable CalcBinding bound(YamlText with) {
        String path = with.value();
        if (path.startsWith("$")) {
            SourcePath let = paths.read(with);
            if (let.root() == SourcePath.Root.LET) {
                return new CalcBinding(let, true, context.letType(let.letSlot()), false);
            }
            with.problem("wrong_path", "'" + path + "'", "a mapped cell or a let", "make it a let or a row first");
            return null;
        }
        boolean column = path.contains("[]");
        CellType own = context.cell(prefix + path);
        if (own != null) {
            uses.add(prefix + path);
            return new CalcBinding(path(path), false, own, column);
        }
        CellType root = context.cell(path);
        if (root == null) {
            with.problem("unknown_cell", "'" + path + "'", "the path of a cell that some row writes", "correct it");
            return null;
        }
        if (context.isCalc(path)) {
            with.problem(
                    "calc_order",
                    "'" + path + "'",
                    "a cell that is there before the block",
                    "calculate it in the block");
        }
        return new CalcBinding(path(path), true, root, column);
    }

    private static SourcePath path(String text) {
        return new SourcePath(text, SourcePath.Root.ELEMENT, -1, PathParser.steps(text));
    }
}
