package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.Tasks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a person must look at although nothing failed: one open row per kind and subject. */
@Component
final class Conflicts {

    private static final String RAISE = """
            insert into conflict (kind, subject, message_id, detail, raised_at)
            select k, s, m, d, ? from unnest(?::text[], ?::text[], ?::uuid[], ?::text[]) as row (k, s, m, d)
            on conflict (kind, subject) where resolved_at is null do nothing
            """;

    private static final String SETTLE = """
            update conflict c set resolved_at = ?
              from (select k, s from unnest(?::text[], ?::text[]) as row (k, s) order by k, s) row
             where c.kind = k and c.subject = s and c.resolved_at is null
            """;

    private static final String RESTATE = """
            update conflict c set detail = row.d
              from (select k, s, d from unnest(?::text[], ?::text[], ?::text[]) as row (k, s, d) order by k, s) row
             where c.kind = row.k and c.subject = row.s and c.resolved_at is null and c.detail <> row.d
            """;

    /** Whose detail is two figures as they are now. */
    private static final Set<String> FIGURES = Set.of("closure_difference", "level_differs", "sale_not_owned");

    private final Clock clock;

    Conflicts(Clock clock) {
        this.clock = clock;
    }

    /**
     * One conflict.
     *
     * @param kind {@code negative_on_hand}, {@code unequal_revision}, {@code unequal_fact}, {@code gtin_taken},
     *     {@code not_owner}, {@code several_remote_ids}, {@code entry_unbalanced}, {@code entry_unreadable},
     *     {@code closure_difference}, {@code count_pending}, {@code overshipped}, {@code wrong_item_shipped},
     *     {@code count_wanted} and those of transfers and receipts
     * @param subject what it is about, such as {@code sku@location} or a fact key
     * @param detail as JSON
     */
    record Conflict(String kind, String subject, UUID messageId, String detail) {}

    /** A conflict that is over, whether or not it was raised. */
    record Settled(String kind, String subject) {}

    /** Raises conflicts; one that is open already stays as it is, but for the figures of one that is about figures. */
    void raise(Connection transaction, List<Conflict> conflicts) throws SQLException {
        if (conflicts.isEmpty()) {
            return;
        }
        List<Conflict> sorted = conflicts.stream()
                .sorted(Comparator.comparing(Conflict::kind).thenComparing(Conflict::subject))
                .toList();
        try (PreparedStatement statement = transaction.prepareStatement(RAISE)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            Columns.bind(statement, sorted, 2)
                    .text(Conflict::kind)
                    .text(Conflict::subject)
                    .uuid(Conflict::messageId)
                    .text(Conflict::detail);
            statement.executeUpdate();
        }
        restate(transaction, sorted);
    }

    private static void restate(Connection transaction, List<Conflict> conflicts) throws SQLException {
        Map<String, Conflict> last = new TreeMap<>();
        for (Conflict conflict : conflicts) {
            if (FIGURES.contains(conflict.kind())) {
                last.put(conflict.kind() + " " + conflict.subject(), conflict);
            }
        }
        if (last.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(RESTATE)) {
            Columns.bind(statement, List.copyOf(last.values()), 1)
                    .text(Conflict::kind)
                    .text(Conflict::subject)
                    .text(Conflict::detail);
            statement.executeUpdate();
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** Ends conflicts that are open, with the tasks of the same kind and subject. */
    void settle(Connection transaction, List<Settled> settled) throws SQLException {
        settle(transaction, settled, clock.instant());
    }

    /** The same at an instant. */
    static void settle(Connection transaction, List<Settled> settled, Instant now) throws SQLException {
        if (settled.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(SETTLE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, settled, 2).text(Settled::kind).text(Settled::subject);
            statement.executeUpdate();
        }
        List<TaskKey> needless = new ArrayList<>();
        settled.forEach(one ->
                TaskKind.find(one.kind()).ifPresent(kind -> needless.add(new TaskKey(kind, one.subject()))));
        Tasks.end(transaction, needless, now);
    }
}
