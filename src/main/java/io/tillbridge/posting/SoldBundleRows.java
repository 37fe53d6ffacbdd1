package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was settled of bundles. A row belongs to its subject: who reads or writes it has locked the order or fact. */
final class SoldBundleRows {

    private static final String FIND =
            "select subject, sku, components, built from sold_bundle where subject = any (?::text[])";

    private static final String WRITE = """
            insert into sold_bundle (subject, sku, components, built)
            select s, k, c::jsonb, b::jsonb from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as row (s, k, c, b)
            on conflict (subject, sku) do update set built = excluded.built
            """;

    private SoldBundleRows() {}

    /** One to be written. */
    record Row(String subject, SoldBundle bundle) {}

    /** By subject and SKU. */
    static Map<String, Map<String, SoldBundle>> of(Connection tx, Collection<String> subjects) throws SQLException {
        Map<String, Map<String, SoldBundle>> found = new HashMap<>();
        if (subjects.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            statement.setArray(1, tx.createArrayOf("text", subjects.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    SoldBundle bundle =
                            new SoldBundle(rows.getString(2), figures(rows.getString(3)), figures(rows.getString(4)));
                    found.computeIfAbsent(rows.getString(1), subject -> new TreeMap<>())
                            .put(bundle.sku(), bundle);
                }
            }
        }
        return found;
    }

    static void write(Connection tx, List<Row> settled) throws SQLException {
        if (settled.isEmpty()) {
            return;
        }
        List<Row> rows = settled.stream()
                .sorted(Comparator.comparing(Row::subject)
                        .thenComparing(row -> row.bundle().sku()))
                .toList();
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            Columns.bind(statement, rows, 1)
                    .text(Row::subject)
                    .text(row -> row.bundle().sku())
                    .text(row -> text(row.bundle().components()))
                    .text(row -> text(row.bundle().built()));
            statement.executeUpdate();
        }
    }

    private static String text(Map<String, BigDecimal> figures) {
        ObjectNode text = ExactJson.nodes().objectNode();
        figures.forEach((name, figure) -> text.put(name, PlainDecimal.text(figure)));
        return text.toString();
    }

    private static Map<String, BigDecimal> figures(String text) {
        Map<String, BigDecimal> figures = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : ExactJson.parse(text).properties()) {
            figures.put(one.getKey(), new BigDecimal(one.getValue().asText()));
        }
        return figures;
    }
}
