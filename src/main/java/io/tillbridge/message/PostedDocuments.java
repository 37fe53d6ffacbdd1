package io.tillbridge.message;

import io.tillbridge.platform.Cells;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was posted, with its documents, for those who post it again; inside the caller's transaction. */
@Component
public final class PostedDocuments {

    private static final String ROW = """
            select m.message_id, m.parent_id, m.connection, m.flow, m.receipt_key, m.business_key, m.received_at,
                   r.content_type, r.headers, r.body, r.original_hmac, m.traceparent,
                   m.mapping, m.mapping_version, m.mapping_sha256, m.generation, m.attempts, r.body_length,
                   m.mapping_activation, m.mapping_set,
                   m.state, m.reason, m.event_type, m.fact_key, m.resolved, m.settled_at
              from message m join message_raw r using (message_id)
            """;

    private static final String OF = ROW + " where m.message_id = any (?::uuid[])";

    private static final String LOCK =
            ROW + " where m.message_id = any (?::uuid[]) order by m.message_id for update of m";

    /** In the order in which they were posted. What was a repeat by its receipt says nothing new, what ran dry said nothing. */
    private static final String REVISIONS = ROW + """
             where m.event_type = 'order' and m.fact_key collate "C" >= ? and m.fact_key collate "C" < ?
               and (m.state = 'posted' or m.state = 'skipped' and m.reason in ('stale', 'repeat'))
             order by m.settled_at, m.message_id
            """;

    private static final String RESTAMP = """
            update message m
               set mapping = ma, mapping_version = mv, mapping_sha256 = ms, generation = ge, mapping_activation = null,
                   mapping_set = se, occurred_at = oc
              from unnest(?::uuid[], ?::text[], ?::integer[], ?::text[], ?::integer[], ?::bigint[], ?::timestamptz[])
                   as row (id, ma, mv, ms, ge, se, oc)
             where m.message_id = row.id
            """;

    private static final String ATTEMPT = """
            insert into message_attempt (message_id, at, stage, outcome, code, detail)
            select id, ?, 'post', 'reposted', co, de from unnest(?::uuid[], ?::text[], ?::text[]) as row (id, co, de)
            """;

    private final Clock clock;

    public PostedDocuments(Clock clock) {
        this.clock = clock;
    }

    /** Messages by id, locked until the transaction ends; one that is not on record is left out. */
    public List<PostedDocument> lock(Connection transaction, Collection<UUID> ids) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(LOCK)) {
            Columns.bind(statement, List.copyOf(ids), 1).uuid(id -> id);
            return read(statement);
        }
    }

    /** Messages by id, as they are; one that is not on record is left out. */
    public List<PostedDocument> of(Connection transaction, Collection<UUID> ids) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(OF)) {
            Columns.bind(statement, List.copyOf(ids), 1).uuid(id -> id);
            return read(statement);
        }
    }

    /**
     * All revisions that were posted of one order, or were too old when they came.
     *
     * @param order the beginning of their fact keys, up to and with the last bar
     */
    public List<PostedDocument> revisions(Connection transaction, String order) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(REVISIONS)) {
            statement.setString(1, order);
            statement.setString(2, order.substring(0, order.length() - 1) + '}'); // the character behind the bar
            return read(statement);
        }
    }

    /**
     * A message that is stamped anew.
     *
     * @param before the version it was stamped with, for its story
     * @param told who did it and why, for its story
     */
    public record Restamped(UUID messageId, Stamp before, Stamp after, Instant occurredAt, String told) {}

    /** Stamps messages anew, with a version that no activation row chose, and tells so in their stories. */
    public void restamp(Connection transaction, List<Restamped> restamped) throws SQLException {
        List<Restamped> sorted = restamped.stream()
                .sorted(Comparator.comparing(Restamped::messageId))
                .toList();
        try (PreparedStatement statement = transaction.prepareStatement(RESTAMP)) {
            Columns.bind(statement, sorted, 1)
                    .uuid(Restamped::messageId)
                    .text(one -> one.after().mapping())
                    .integer(one -> one.after().version())
                    .text(one -> one.after().sha256())
                    .integer(one -> one.after().generation())
                    .bigint(one -> one.after().set())
                    .instant(Restamped::occurredAt);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = transaction.prepareStatement(ATTEMPT)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            Columns.bind(statement, sorted, 2)
                    .uuid(Restamped::messageId)
                    .text(one ->
                            "V" + one.before().version() + " to V" + one.after().version())
                    .text(Restamped::told);
            statement.executeUpdate();
        }
    }

    private static List<PostedDocument> read(PreparedStatement statement) throws SQLException {
        List<PostedDocument> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                @Nullable Instant settled = Cells.instant(rows, 26);
                found.add(new PostedDocument(
                        MessageStore.ready(rows),
                        rows.getString(21),
                        rows.getString(22),
                        rows.getString(23),
                        rows.getString(24),
                        rows.getString(6),
                        rows.getString(25),
                        settled));
            }
        }
        return found;
    }
}
