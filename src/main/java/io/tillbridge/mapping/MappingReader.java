package io.tillbridge.mapping;

import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and compiles one mapping file; everything wrong with it is recorded at once. */
final class MappingReader {

    private static final Map<String, Boolean> POLICIES = Map.of("report", false, "error", true);
    private static final Map<String, Boolean> SEVERITIES = Map.of("warn", false, "error", true);

    private final Map<String, ValueMap> valueMaps;
    private final Function<String, @Nullable SchemaNode> schemas;
    private final Problems problems;

    /**
     * A reader.
     *
     * @param schemas by name, such as {@code canonical/order.v1}; null when there is none
     */
    MappingReader(Map<String, ValueMap> valueMaps, Function<String, @Nullable SchemaNode> schemas, Problems problems) {
        this.valueMaps = Map.copyOf(valueMaps);
        this.schemas = schemas;
        this.problems = problems;
    }

    /** The mapping; null when anything is wrong with it. */
    @Nullable
    CompiledMapping read(String file, byte[] bytes) {
        int before = problems.size();
        YamlMap root = YamlDocument.read(file, new String(bytes, StandardCharsets.UTF_8), problems);
        if (root == null) {
            return null;
        }
        Header.check(root, "Mapping");
        String subject = root.text("subject");
        int version = root.integer("version");
        root.text("author", ""); // for reviews
        FileName.check(root, file, subject, version);
        String source = root.text("from");
        String target = root.text("to");
        boolean batch = root.bool("batch", false);
        SchemaNode schema = schema(root, target);
        ReadValueMaps tables = new ReadValueMaps(valueMaps);
        CompileContext context = new CompileContext(tables, target.startsWith("canonical/"));
        List<CompiledCell> lets = lets(root.map("lets"), context);
        YamlList said = SchemaRows.of(root.list("rows"), schema, problems);
        context.declare(said, "");
        CompiledRows rows = new RowsCompiler(context, context.paths(), "", schema).compile(said);
        warnOfExpressions(root, context);
        if (batch && rows.blocks().stream().noneMatch(block -> block.each().root() == SourcePath.Root.BATCH)) {
            root.placeOf("batch")
                    .problem("batch_unused", "no block over $batch", "each: $batch", "add a block, or remove batch");
        }
        List<CompiledAssert> asserts = asserts(root, context);
        int basis = basis(root, context);
        YamlMap unmapped = root.map("unmapped");
        Boolean strict = unmapped.optionalWord("policy", POLICIES);
        Set<String> members = new TreeSet<>(context.paths().members());
        members.addAll(unmapped.list("skip").strings());
        unmapped.refuseUnread();
        root.refuseUnread();
        return problems.size() > before
                ? null
                : new CompiledMapping(
                        file,
                        subject,
                        version,
                        Sha256.hex(bytes),
                        source,
                        target,
                        batch,
                        lets,
                        basis,
                        rows,
                        asserts,
                        members,
                        context.paths().pointers(),
                        context.paths().context(),
                        Boolean.TRUE.equals(strict),
                        tables.asked());
    }

    /** A mapping of expressions is a program: nobody reads it as a table, and its figures have no place. */
    private static void warnOfExpressions(YamlMap root, CompileContext context) {
        int all = context.cells().size() + context.lets();
        if (context.expressions() * 10 > all) {
            root.placeOf("rows")
                    .warning(
                            "many_expressions",
                            context.expressions() + " of " + all + " rows with expr",
                            "at most a tenth",
                            "write from, via, inputs or calc where they say the same");
        }
    }

    private @Nullable SchemaNode schema(YamlMap root, String target) {
        if (!target.startsWith("canonical/")) {
            return null;
        }
        SchemaNode schema = schemas.apply(target);
        if (schema == null) {
            root.placeOf("to")
                    .problem(
                            "unknown_schema",
                            "'" + target + "'",
                            "a file config/" + target + ".schema.json",
                            "correct it");
        }
        return schema;
    }

    private static List<CompiledCell> lets(YamlMap lets, CompileContext context) {
        List<CompiledCell> compiled = new ArrayList<>();
        CellCompiler compiler = new CellCompiler(context, context.paths());
        for (String name : lets.keys()) {
            YamlMap let = lets.map(name);
            CompiledCell cell = compiler.compile(let, "$" + name, null, compiled.size(), null);
            let.refuseUnread();
            CellType type = CellType.words().get(let.text("type", "string"));
            context.let(name, type == null ? CellType.STRING : type);
            compiled.add(cell);
        }
        return compiled;
    }

    private static List<CompiledAssert> asserts(YamlMap root, CompileContext context) {
        List<CompiledAssert> asserts = new ArrayList<>();
        for (YamlMap row : root.list("asserts").maps()) {
            String name = row.text("name");
            Boolean error = row.word("severity", SEVERITIES);
            CompiledExpression expression = new CalcCompiler(context, context.paths(), "").compile(row, "test");
            row.refuseUnread();
            if (expression != null) {
                asserts.add(new CompiledAssert(name, Boolean.TRUE.equals(error), expression));
            }
        }
        return asserts;
    }

    private static int basis(YamlMap root, CompileContext context) {
        YamlText basis = root.scalar("basis");
        if (basis == null) {
            return -1;
        }
        SourcePath path = context.paths().read(basis);
        if (path.root() != SourcePath.Root.LET) {
            basis.problem("wrong_path", "'" + basis.value() + "'", "a let, such as $placed", "name a let");
        }
        return path.letSlot();
    }
}
