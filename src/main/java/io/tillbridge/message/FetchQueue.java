package io.tillbridge.message;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Messages in the state {@code fetching}: due, leased to one worker by database time, and settled only by the worker whose
 * claim is the newest.
 */
@Component
public final class FetchQueue {

    private static final String CLAIM = """
            with due as (
                select message_id from message
                 where state = 'fetching' and due_at <= ? and (lease_until is null or lease_until < now())
                 order by due_at limit ? for update skip locked)
            update message m
               set lease_until = now() + ? * interval '1 millisecond', attempts = m.attempts + 1
              from due
             where m.message_id = due.message_id
            returning m.message_id, m.connection, m.flow, m.fetch_plan, m.received_at, m.traceparent, m.attempts
            """;

    private static final String MINE = " where message_id = ? and state = 'fetching' and attempts = ?";

    private final DataSource database;
    private final MessageStore store;
    private final Clock clock;

    public FetchQueue(DataSource database, MessageStore store, Clock clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    /**
     * A claimed fetch.
     *
     * @param plan what to fetch: {@code {"fetch": name, "args": {...}}}
     * @param attempt grows with every claim; an outcome counts only with the newest
     */
    public record Job(
            UUID messageId,
            String connection,
            String flow,
            String plan,
            Instant receivedAt,
            @Nullable String traceparent,
            int attempt) {}

    /** Takes at most {@code max} fetches that are due, or whose worker let its lease run out. */
    public List<Job> claim(int max, Duration lease) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (Connection open = database.getConnection();
                PreparedStatement statement = open.prepareStatement(CLAIM)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setInt(2, max);
            statement.setLong(3, lease.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    jobs.add(new Job(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getTimestamp(5).toInstant(),
                            row.getString(6),
                            row.getInt(7)));
                }
            }
        }
        return jobs;
    }

    /**
     * Settles the parent as posted, reason {@code fetched}, and inserts its child, in one transaction.
     *
     * @return false when another worker has claimed the fetch since: nothing was written
     */
    public boolean fetched(Job job, AcceptedDocument child) throws SQLException {
        try (Connection transaction = database.getConnection()) {
            transaction.setAutoCommit(false);
            try {
                boolean mine;
                try (PreparedStatement statement = transaction.prepareStatement(
                        "update message set state = 'posted', reason = 'fetched', settled_at = ?, lease_until = null,"
                                + " due_at = null" + MINE)) {
                    statement.setTimestamp(1, Timestamp.from(clock.instant()));
                    statement.setObject(2, job.messageId());
                    statement.setInt(3, job.attempt());
                    mine = statement.executeUpdate() == 1;
                }
                if (mine) {
                    store.settle(transaction, List.of(PulledDocuments.accepted(child)));
                    attempt(transaction, job, "posted", "fetched", null);
                }
                transaction.commit();
                return mine;
            } catch (SQLException | RuntimeException e) {
                transaction.rollback();
                throw e;
            } finally {
                transaction.setAutoCommit(true);
            }
        }
    }

    /**
     * Gives the fetch back until {@code due}.
     *
     * @param code why, as in a failure; null when the partner was not called, which is no attempt worth a row
     * @return false when another worker has claimed it since
     */
    public boolean later(Job job, Instant due, @Nullable String code, @Nullable String detail) throws SQLException {
        try (Connection transaction = database.getConnection()) {
            transaction.setAutoCommit(false);
            try {
                boolean mine;
                try (PreparedStatement statement =
                        transaction.prepareStatement("update message set due_at = ?, lease_until = null" + MINE)) {
                    statement.setTimestamp(1, Timestamp.from(due));
                    statement.setObject(2, job.messageId());
                    statement.setInt(3, job.attempt());
                    mine = statement.executeUpdate() == 1;
                }
                if (mine && code != null) {
                    attempt(transaction, job, "retry", code, detail);
                }
                transaction.commit();
                return mine;
            } catch (SQLException | RuntimeException e) {
                transaction.rollback();
                throw e;
            } finally {
                transaction.setAutoCommit(true);
            }
        }
    }

    private void attempt(
            Connection transaction, Job job, String outcome, @Nullable String code, @Nullable String detail)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "insert into message_attempt (message_id, at, stage, outcome, code, detail)"
                        + " values (?, ?, 'fetch', ?, ?, ?)")) {
            statement.setObject(1, job.messageId());
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setString(3, outcome);
            statement.setString(4, code);
            statement.setString(5, detail);
            statement.executeUpdate();
        }
    }
}
