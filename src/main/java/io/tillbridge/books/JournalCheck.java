package io.tillbridge.books;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for entries that break a law of the journal: debits equal credits, and an entry is undone by its mirror. */
@Component
public final class JournalCheck {

    private final JdbcClient sql;

    public JournalCheck(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * An entry that should not be.
     *
     * @param code {@code unbalanced}: its lines do not make zero; {@code reversal_differs}: with what it undoes it does not
     * @param off by how much
     */
    public record Finding(String code, String number, BigDecimal off) {}

    /**
     * Looks at every entry.
     *
     * @param limit of findings, at least 1
     */
    public List<Finding> findings(int limit) {
        return sql.sql("""
                        with line as (
                            select number, reversal_of, l.a, coalesce(l.o, '') as o, l.v
                              from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric, o text))
                        select 'unbalanced' as code, number, sum(v) as off from line group by number having sum(v) <> 0
                        union all
                        select 'reversal_differs', number, max(abs(off)) from (
                            select r.number, x.a, x.o, sum(x.v) as off
                              from journal_entry r join line x on x.number in (r.number, r.reversal_of)
                             where r.reversal_of is not null group by 1, 2, 3 having sum(x.v) <> 0) d group by number
                         order by 1, 2 limit ?
                        """)
                .param(limit)
                .query((row, n) -> new Finding(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                .list();
    }
}
