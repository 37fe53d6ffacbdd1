package io.tillbridge.message;

import io.tillbridge.platform.Cells;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.StorableText;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Messages in the state {@code fetching}: due, claimed one at a time by database time, and settled only by the claim that
 * is the newest. Those of a paused connection wait. A claim is the row's {@code lease_until}, and {@code attempts} is its number; nothing else is written
 * before the outcome.
 */
@Component
public final class FetchQueue {

    private static final String FREE =
            "m.state = 'fetching' and m.due_at <= :now" + " and (m.lease_until is null or m.lease_until < now())"
                    + " and not exists (select 1 from connection_state s where s.connection = m.connection and s.paused)";

    // No cast to json: one plan that is none would fail the claims of all
    private static final String NAME = "coalesce(substring(m.fetch_plan from '\"fetch\" *: *\"([^\"]*)\"'), '')";

    // One look at the index for each connection that has fetches, however many it has
    private static final String CLAIMABLE = """
            with recursive waiting(connection) as (
                (select m.connection from message m where m.state = 'fetching' order by m.connection limit 1)
                union all
                select (select m.connection from message m
                         where m.state = 'fetching' and m.connection > w.connection
                         order by m.connection limit 1)
                  from waiting w where w.connection is not null)
            select w.connection, f.name
              from waiting w,
                   lateral (select %s as name from message m
                             where m.connection = w.connection and %s
                             order by m.due_at limit :most) f
             where w.connection is not null
            """.formatted(NAME, FREE);

    private static final String CLAIM = """
            with due as (
                select m.message_id from message m
                 where m.connection = :connection and %s %s
                 order by m.due_at limit 1 for update skip locked)
            update message m
               set lease_until = now() + :lease * interval '1 millisecond', attempts = m.attempts + 1
              from due
             where m.message_id = due.message_id
            returning m.message_id, m.connection, m.flow, m.fetch_plan, m.failed_since, m.traceparent, m.attempts
            """;

    private static final String ANY = CLAIM.formatted(FREE, "");
    private static final String OTHERS = CLAIM.formatted(FREE, "and " + NAME + " not in (:except)");

    private static final String MINE = " where message_id = ? and state = 'fetching' and attempts = ?";

    private final DataSource database;
    private final JdbcClient jdbc;
    private final MessageStore store;
    private final Clock clock;

    public FetchQueue(DataSource database, MessageStore store, Clock clock) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.store = store;
        this.clock = clock;
    }

    /**
     * A claimed fetch.
     *
     * @param plan what to fetch: {@code {"fetch": name, "args": {...}}}
     * @param failedSince its first failure since it came here or was replayed; null before it
     * @param attempt grows with every claim; an outcome counts only with the newest
     */
    public record Job(
            UUID messageId,
            String connection,
            String flow,
            String plan,
            @Nullable Instant failedSince,
            @Nullable String traceparent,
            int attempt) {}

    /**
     * Connections that have fetches which may be claimed now.
     *
     * @param most looked at of one connection
     * @return connection id to the names of what is fetched, one for each fetch
     * @throws DataAccessException the database is away
     */
    public Map<String, List<String>> claimable(int most) {
        Map<String, List<String>> free = new HashMap<>();
        jdbc.sql(CLAIMABLE)
                .param("now", SqlTimes.of(clock.instant()))
                .param("most", most)
                .query(row -> {
                    free.computeIfAbsent(row.getString(1), fresh -> new ArrayList<>())
                            .add(row.getString(2));
                });
        return free;
    }

    /**
     * Claims the fetch of a connection that is due longest, or whose holder let its claim end.
     *
     * @param except names of fetches that are left alone
     * @param length after which, by database time, another may claim it
     * @throws DataAccessException the database is away
     */
    public Optional<Job> claim(String connection, Set<String> except, Duration length) {
        JdbcClient.StatementSpec claim = jdbc.sql(except.isEmpty() ? ANY : OTHERS)
                .param("connection", connection)
                .param("now", SqlTimes.of(clock.instant()))
                .param("lease", length.toMillis());
        return (except.isEmpty() ? claim : claim.param("except", except))
                .query((row, number) -> new Job(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Cells.instant(row, 5),
                        row.getString(6),
                        row.getInt(7)))
                .optional();
    }

    /**
     * Settles the parent as posted, reason {@code fetched}, and inserts its child, in one transaction.
     *
     * @return false when another claim has followed: nothing was written
     */
    public boolean fetched(Job job, AcceptedDocument child) throws SQLException {
        return Transactions.in(database, tx -> {
            boolean mine;
            try (PreparedStatement statement = tx.prepareStatement(
                    "update message set state = 'posted', reason = 'fetched', settled_at = ?, lease_until = null,"
                            + " due_at = null, failed_since = null" + MINE)) {
                statement.setObject(1, SqlTimes.of(clock.instant()));
                statement.setObject(2, job.messageId());
                statement.setInt(3, job.attempt());
                mine = statement.executeUpdate() == 1;
            }
            if (mine) {
                store.settle(tx, List.of(PulledDocuments.accepted(child)));
                attempt(tx, job, "posted", "fetched", null);
            }
            return mine;
        });
    }

    /**
     * Gives the fetch back until {@code due}.
     *
     * @param code why, as in a failure; null when the partner was not called, which is no attempt worth a row
     * @return false when another claim has followed
     */
    public boolean later(Job job, Instant due, @Nullable String code, @Nullable String detail) throws SQLException {
        return Transactions.in(database, tx -> {
            boolean mine;
            try (PreparedStatement statement = tx.prepareStatement("update message set due_at = ?, lease_until = null,"
                    + " failed_since = coalesce(failed_since, ?)" + MINE)) {
                statement.setObject(1, SqlTimes.of(due));
                statement.setObject(2, code == null ? null : SqlTimes.of(clock.instant()));
                statement.setObject(3, job.messageId());
                statement.setInt(4, job.attempt());
                mine = statement.executeUpdate() == 1;
            }
            if (mine && code != null) {
                attempt(tx, job, "retry", code, detail);
            }
            return mine;
        });
    }

    private void attempt(
            Connection transaction, Job job, String outcome, @Nullable String code, @Nullable String detail)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "insert into message_attempt (message_id, at, stage, outcome, code, detail)"
                        + " values (?, ?, 'fetch', ?, ?, ?)")) {
            statement.setObject(1, job.messageId());
            statement.setObject(2, SqlTimes.of(clock.instant()));
            statement.setString(3, outcome);
            statement.setString(4, code);
            statement.setString(5, detail == null ? null : StorableText.clean(detail));
            statement.executeUpdate();
        }
    }
}
