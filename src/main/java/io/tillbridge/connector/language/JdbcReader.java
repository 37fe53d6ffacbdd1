package io.tillbridge.connector.language;

import io.tillbridge.connector.JdbcSource;
import io.tillbridge.connector.NamedSql;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a database source: a query, the place that it begins at, and the lists that belong to its rows. */
final class JdbcReader {

    private static final int ROWS = 500;
    private static final NamedSql NO_SQL = NamedSql.parse("");

    private JdbcReader() {}

    static JdbcSource read(Section source, InboundReader.Names names) {
        String client = ClientReader.name(source, names.clients(), Set.of("jdbc"));
        if (!source.has("every")) {
            source.missing("every", "a duration such as PT20S");
        }
        JdbcSource.Cursor cursor = JdbcCursorReader.read(source);
        NamedSql sql = sql(source);
        Set<String> known = new TreeSet<>(Set.of("batch"));
        cursor.fields().forEach(field -> known.add("cursor_" + field.column()));
        if (cursor.timed()) {
            known.add("until");
        }
        check(
                source,
                sql,
                known,
                Set.of("batch", "cursor_" + cursor.fields().get(0).column()));
        Map<String, JdbcSource.Child> children = new LinkedHashMap<>();
        source.named("children").forEach((name, child) -> {
            NamedSql query = sql(child);
            check(child, query, Set.of("ids"), Set.of("ids"));
            children.put(name, new JdbcSource.Child(query, column(child, "ids"), column(child, "fk")));
            child.close();
        });
        return new JdbcSource(
                client,
                Every.read(source, Duration.ofMinutes(1)),
                sql,
                cursor,
                source.integer("batch", ROWS, 1, 10_000),
                children);
    }

    /** A column's name, lower case as in the documents that rows become. */
    static String column(Section section, String key) {
        return section.text(key, "a column's name").toLowerCase(Locale.ROOT);
    }

    private static NamedSql sql(Section section) {
        String form = section.only(true, "sql", "sqlFile");
        YamlText text = form == null ? null : section.scalar(form);
        if (form == null || text == null) {
            return NO_SQL;
        }
        String sql = text.value();
        if (form.equals("sqlFile")) {
            section.reading().use("graphql." + sql);
            String file = section.reading().graphql().apply(sql);
            if (file == null) {
                text.problem(
                        "undefined",
                        "'" + sql + "'",
                        "a file below " + section.reading().connector().folder(),
                        "add the file or correct the name");
                return NO_SQL;
            }
            sql = file;
        }
        if (sql.contains("$(")) {
            text.problem(
                    "placeholder_out_of_scope",
                    "$( in SQL",
                    "parameters such as :from, and names written out",
                    "bind the value as a parameter, or change the query by the connection's overlay");
            return NO_SQL;
        }
        try {
            return NamedSql.parse(sql);
        } catch (IllegalArgumentException e) {
            text.problem("wrong_sql", String.valueOf(e.getMessage()), "SQL with named parameters", "correct the SQL");
            return NO_SQL;
        }
    }

    private static void check(Section section, NamedSql sql, Set<String> known, Set<String> needed) {
        if (sql.equals(NO_SQL)) {
            return;
        }
        String key = section.has("sql") ? "sql" : "sqlFile";
        for (String name : sql.names()) {
            section.reading().defined(section.placeOf(key), "parameter", name, known);
        }
        List<String> absent = needed.stream()
                .filter(name -> !sql.names().contains(name))
                .sorted()
                .toList();
        if (!absent.isEmpty()) {
            section.placeOf(key)
                    .problem(
                            "parameter_not_used",
                            "a query without " + absent,
                            "a query that uses " + absent,
                            "bind them like :" + absent.get(0));
        }
    }
}
