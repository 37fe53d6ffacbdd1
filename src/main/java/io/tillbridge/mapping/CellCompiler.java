package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Decimals;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles rows and lets that read a value. */
final class CellCompiler {

    private final CompileContext context;
    private final PathReader paths;
    private final FormatReader formats;
    private final ConditionReader conditions;

    CellCompiler(CompileContext context, PathReader paths) {
        this.context = context;
        this.paths = paths;
        this.formats = new FormatReader(context, paths);
        this.conditions = new ConditionReader(paths);
    }

    /**
     * Compiles a row.
     *
     * @param target null for a let
     * @param letSlot -1 for a row
     * @param schema the cell in the canonical schema; null when there is none
     */
    CompiledCell compile(
            YamlMap row, String name, @Nullable TargetPath target, int letSlot, @Nullable SchemaNode schema) {
        CellFormat format = formats.read(row, schema);
        Typing typing = Typing.of(format);
        CellSource source = source(row, format.type());
        List<CellFunction> functions = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (YamlText text : row.list("via").texts()) {
            CellFunction function = Functions.compile(text.value(), text.place(), paths.parser(), context.valueMaps());
            if (function != null) {
                functions.add(function);
                texts.add(text.value());
            }
        }
        if (source instanceof CellSource.Expr expr) {
            texts.add(0, "expr " + expr.expression());
        }
        YamlMap when = row.optionalMap("when");
        CompiledCell.Nulls nulls = row.optionalWord("nulls", CompiledCell.Nulls.WORDS);
        CompiledCell.Missing missing = row.optionalWord("missing", CompiledCell.Missing.WORDS);
        if (row.has("const") && source instanceof CellSource.Const literal && functions.isEmpty()) {
            check(row, "const", literal.value(), format, typing);
        }
        return new CompiledCell(
                name,
                target,
                letSlot,
                source,
                row.has("else") ? new CellSource.From(paths.read(row, "else")) : null,
                functions,
                texts,
                when == null ? null : conditions.read(when),
                typing,
                standIn(row, format, typing),
                nulls == null ? CompiledCell.Nulls.DROP : nulls,
                missing == null ? CompiledCell.Missing.AS_MAP : missing,
                row.bool("pii", false));
    }

    /** The default, typed once to see whether it fits. */
    static @Nullable TextNode standIn(YamlMap row, CellFormat format, Typing typing) {
        String text = row.optionalText("default");
        if (text == null) {
            return null;
        }
        TextNode standIn = TextNode.valueOf(text);
        check(row, "default", standIn, format, typing);
        return standIn;
    }

    private static void check(YamlMap row, String key, TextNode value, CellFormat format, Typing typing) {
        if (format.type().money()) {
            if (Decimals.parse(value.textValue()) == null) {
                row.placeOf(key).problem("not_a_number", value.toString(), "a decimal", "write digits");
            }
        } else if (format.type() != CellType.LOCAL_DATETIME) {
            try {
                typing.cell(value, Scope.empty());
            } catch (Stop stop) {
                row.placeOf(key)
                        .problem(
                                stop.code(),
                                value.toString(),
                                "a value of type " + format.type().word() + " " + format.words(),
                                "correct the " + key);
            }
        }
    }

    private CellSource source(YamlMap row, CellType type) {
        int said = 0;
        CellSource source = new CellSource.Const(TextNode.valueOf(""));
        if (row.has("from")) {
            said++;
            source = new CellSource.From(paths.read(row, "from"));
        }
        if (row.has("inputs")) {
            said++;
            source = new CellSource.Inputs(
                    row.list("inputs").texts().stream().map(paths::read).toList());
        }
        if (row.has("const")) {
            said++;
            source = new CellSource.Const(TextNode.valueOf(row.text("const")));
        }
        YamlText template = row.scalar("template");
        if (template != null) {
            said++;
            source = template(template);
        }
        YamlText expr = row.scalar("expr");
        if (expr != null) {
            said++;
            ExprCell expression = new ExprCompiler(context, paths).compile(expr, type);
            source = expression == null ? source : new CellSource.Expr(expression);
        }
        if (said != 1) {
            row.problem(
                    "one_source",
                    said + " sources",
                    "exactly one of from inputs const template calc expr",
                    "say one source");
        }
        return source;
    }

    private CellSource template(YamlText template) {
        List<String> texts = new ArrayList<>();
        List<SourcePath> inner = new ArrayList<>();
        String rest = template.value();
        int open = rest.indexOf("$(");
        while (open >= 0) {
            int close = rest.indexOf(')', open);
            if (close < 0) {
                template.problem("wrong_template", "'" + template.value() + "'", "$(path)", "close the bracket");
                break;
            }
            texts.add(rest.substring(0, open));
            YamlText path = new YamlText(template.place(), rest.substring(open + 2, close), true);
            inner.add(paths.read(path));
            rest = rest.substring(close + 1);
            open = rest.indexOf("$(");
        }
        texts.add(rest);
        return new CellSource.Template(texts, inner);
    }
}
