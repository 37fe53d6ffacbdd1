package io.tillbridge.mapping;

import io.tillbridge.mapping.expr.ExprExpression;
import io.tillbridge.mapping.expr.ExprRefused;
import io.tillbridge.platform.YamlText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles {@code expr}: refuses it for amounts, and notes what it names as read. */
final class ExprCompiler {

    private static final Set<CellType> AMOUNTS = Set.of(CellType.MONEY, CellType.MONEY_MINOR, CellType.DECIMAL);

    private final CompileContext context;
    private final PathReader paths;

    ExprCompiler(CompileContext context, PathReader paths) {
        this.context = context;
        this.paths = paths;
    }

    /** The row's expression; null, with a problem recorded, when it is none. */
    @Nullable
    ExprCell compile(YamlText expr, CellType type) {
        context.countExpression();
        if (AMOUNTS.contains(type)) {
            expr.problem(
                    "money_by_expr",
                    "expr on a " + type.word() + " cell",
                    "from, inputs or calc, which are exact",
                    "take the value by from and calculate with calc");
        }
        Map<String, Integer> lets = new TreeMap<>();
        List<String> names = context.letNames();
        names.forEach(name -> lets.put(name, names.indexOf(name)));
        Set<String> known = new TreeSet<>(ExprCell.SURROUNDINGS);
        known.addAll(names);
        try {
            ExprExpression expression = ExprExpression.of(expr.value(), known);
            // As if each were a from: so lint finds settings and references that no connector gives
            expression.paths().forEach(path -> paths.read(new YamlText(expr.place(), path, true)));
            return new ExprCell(expression, lets);
        } catch (ExprRefused refused) {
            expr.problem(
                    refused.forbidden() ? "expr_refused" : "wrong_expression",
                    String.valueOf(refused.getMessage()),
                    "an expression of JSONata as src/docs/language.md allows it",
                    refused.instead());
            return null;
        }
    }
}
