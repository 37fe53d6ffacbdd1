package io.tillbridge.stock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines of what goods travel by, such as notices and transfers: of a whole page in one query. */
final class ConsignmentLines<L> {

    private final JdbcClient sql;
    private final String query;
    private final RowMapper<L> line;

    /**
     * Lines of one table.
     *
     * @param cells of the table that {@code line} reads, from the second column on; the first is the consignment
     */
    ConsignmentLines(JdbcClient sql, String table, String cells, RowMapper<L> line) {
        this.sql = sql;
        this.query = "select consignment, " + cells + " from " + table
                + " where consignment = any (?::text[]) order by consignment, sku";
        this.line = line;
    }

    /** Each head with its lines, in the order of the items. */
    <H> List<H> of(List<H> heads, Function<H, String> consignment, BiFunction<H, List<L>, H> with) {
        Map<String, List<L>> lines = new HashMap<>();
        sql.sql(query)
                .param(heads.stream().map(consignment).toArray(String[]::new))
                .query(row -> {
                    lines.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(line.mapRow(row, row.getRow()));
                });
        return heads.stream()
                .map(head -> with.apply(head, lines.getOrDefault(consignment.apply(head), List.of())))
                .toList();
    }
}
