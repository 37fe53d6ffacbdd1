package io.tillbridge.books;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for entries that break a law of the journal: debits equal credits, and an entry is undone by its mirror. */
@Component
public final class JournalCheck {

    /**
     * An entry that should not be.
     *
     * @param code {@code unbalanced}: its lines do not make zero; {@code reversal_differs}: with what it undoes it does not
     * @param off by how much
     */
    public record Finding(String code, String number, BigDecimal off) {}

    /** Entries of a range of numbers, each with what it undoes, which may be outside of the range. */
    private static final String FINDINGS = """
            with entry as (
                select number, reversal_of, lines from journal_entry where number > ? and number <= coalesce(?::text, number)),
            line as (
                select number, number as said_by, l.a, coalesce(l.o, '') as o, l.v
                  from entry, jsonb_to_recordset(lines) as l (a text, v numeric, o text)
                union all
                select entry.number, u.number, l.a, coalesce(l.o, ''), l.v
                  from entry join journal_entry u on u.number = entry.reversal_of,
                       jsonb_to_recordset(u.lines) as l (a text, v numeric, o text))
            select 'unbalanced' as code, number, sum(v) as off from line where said_by = number
             group by number having sum(v) <> 0
            union all
            select 'reversal_differs', number, max(abs(off)) from (
                select number, a, o, sum(v) as off from line
                 where number in (select number from entry where reversal_of is not null)
                 group by number, a, o having sum(v) <> 0) d group by number
             order by 1, 2 limit ?
            """;

    private final JdbcClient sql;

    public JournalCheck(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Looks at every entry.
     *
     * @param limit of findings, at least 1
     */
    public List<Finding> findings(int limit) {
        return sql.sql(FINDINGS)
                .param("")
                .param(null)
                .param(limit)
                .query((row, n) -> finding(row))
                .list();
    }

    /**
     * Looks at some entries in the caller's snapshot.
     *
     * @param after only entries behind this number
     * @param upTo and up to this one; null: to the last
     */
    public static List<Finding> findings(Connection snapshot, String after, @Nullable String upTo) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (PreparedStatement statement = snapshot.prepareStatement(FINDINGS)) {
            statement.setString(1, after);
            statement.setString(2, upTo);
            statement.setInt(3, Integer.MAX_VALUE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    findings.add(finding(rows));
                }
            }
        }
        return findings;
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(row.getString(1), row.getString(2), row.getBigDecimal(3));
    }
}
