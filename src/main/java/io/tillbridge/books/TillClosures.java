package io.tillbridge.books;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Closed tills with what they told, kept in the transaction of their posting. */
public final class TillClosures {

    private static final String KEEP = """
            insert into till_closure as t
                   (fact_key, message_id, store, register, currency, from_day, opened_at, closed_at, told)
            select * from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::date[], ?::timestamptz[],
                                 ?::timestamptz[], ?::text[])
            on conflict (fact_key) do update
               set store = excluded.store, register = excluded.register, currency = excluded.currency,
                   from_day = excluded.from_day, opened_at = excluded.opened_at, closed_at = excluded.closed_at,
                   told = excluded.told
            """;

    private static final String FIND = """
            select fact_key, message_id, store, register, currency, from_day, opened_at, closed_at, told
              from till_closure where fact_key = any (?::text[]) order by fact_key
            """;

    private TillClosures() {}

    /**
     * One of them.
     *
     * @param told its currency and tenders, as canonical JSON
     */
    public record Kept(String factKey, UUID messageId, JournalBook.Session session, String told) {}

    /** Keeps closures; one that is known tells this from now on. */
    public static void keep(Connection transaction, List<Kept> closures) throws SQLException {
        if (closures.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(KEEP)) {
            Columns.bind(statement, closures, 1)
                    .text(Kept::factKey)
                    .uuid(Kept::messageId)
                    .text(kept -> kept.session().store())
                    .text(kept -> kept.session().register())
                    .text(kept -> kept.session().currency())
                    .text(kept -> kept.session().from().toString())
                    .instant(kept -> kept.session().opened())
                    .instant(kept -> kept.session().closed())
                    .text(Kept::told);
            statement.executeUpdate();
        }
    }

    /** Those of some facts. */
    public static List<Kept> of(Connection transaction, Collection<String> factKeys) throws SQLException {
        List<Kept> found = new ArrayList<>();
        if (factKeys.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(1, transaction.createArrayOf("text", factKeys.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    JournalBook.Session session = new JournalBook.Session(
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getObject(6, LocalDate.class),
                            row.getTimestamp(7).toInstant(),
                            row.getTimestamp(8).toInstant());
                    found.add(new Kept(row.getString(1), row.getObject(2, UUID.class), session, row.getString(9)));
                }
            }
        }
        return found;
    }
}
