package io.tillbridge.message;

import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the documents of one mapping from the record, newest first, in pages of bounded bytes. Changes nothing. */
public final class RecordedDocuments {

    /** How far a message id may be from its message: nodes whose clocks differ, and the time in a sender's queue. */
    public static final Duration SLACK = Duration.ofDays(1);

    private static final String PAGE = """
            with page as materialized (
                select message_id, connection, flow, state, reason, business_key, event_type, mapping, hold_key,
                       received_at, resolved
                  from message m
                 where message_id < ? and message_id >= ? and received_at >= ? and received_at < ?
                   and (mapping = ? or (mapping is null and state in ('held', 'dead')
                        and (connection, split_part(flow, '#', 1)) in (select * from unnest(?::text[], ?::text[]))))
                   and (?::text is null or connection = ?) and hashtext(message_id::text) & 65535 < ?
                 order by message_id desc limit ?),
            sized as (
                select page.*, coalesce(body_length, octet_length(body)) as size,
                       sum(coalesce(body_length, octet_length(body))) over (order by message_id desc) as total
                  from page join message_raw using (message_id))
            select s.message_id, s.connection, s.flow, s.state, s.reason, s.business_key, s.event_type,
                   s.mapping is not null, s.hold_key, s.received_at, r.headers, s.resolved, r.body, r.body_length
              from sized s join message_raw r using (message_id)
             where s.total <= ? or s.total = s.size
             order by s.message_id desc
            """;

    private RecordedDocuments() {}

    /** An inbound flow of a connection, or {@code fetch:<name>}. */
    public record Flow(String connection, String flow) {}

    /**
     * Which documents.
     *
     * @param flows whose documents may become this mapping's: those that were never translated are theirs
     * @param since received at or after
     * @param until received before
     * @param connection null for all
     * @param share of them that is taken, in parts of 65,536; always the same ones
     */
    public record Selection(
            String mapping,
            List<Flow> flows,
            Instant since,
            Instant until,
            @Nullable String connection,
            int share) {
        public Selection {
            flows = List.copyOf(flows);
        }
    }

    /**
     * The next documents before {@code before}; empty at the end.
     *
     * @param before null for the newest
     * @param max documents at most
     * @param bytes of bodies at most, unpacked and together; a greater one comes alone
     */
    public static List<RecordedDocument> page(
            Connection connection, Selection selection, @Nullable UUID before, int max, long bytes)
            throws SQLException {
        List<RecordedDocument> page = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, before == null ? new UUID(-1, -1) : before);
            statement.setObject(2, first(selection.since().minus(SLACK)));
            statement.setObject(3, SqlTimes.of(selection.since()));
            statement.setObject(4, SqlTimes.of(selection.until()));
            statement.setString(5, selection.mapping());
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "text",
                            selection.flows().stream().map(Flow::connection).toArray()));
            statement.setArray(
                    7,
                    connection.createArrayOf(
                            "text", selection.flows().stream().map(Flow::flow).toArray()));
            statement.setString(8, selection.connection());
            statement.setString(9, selection.connection());
            statement.setInt(10, selection.share());
            statement.setInt(11, max);
            statement.setLong(12, bytes);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    page.add(document(row));
                }
            }
        }
        return page;
    }

    /** The smallest UUIDv7 of an instant. */
    private static UUID first(Instant instant) {
        return new UUID(Math.max(0, instant.toEpochMilli()) << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }

    private static RecordedDocument document(ResultSet row) throws SQLException {
        return new RecordedDocument(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8),
                row.getString(9),
                row.getTimestamp(10).toInstant(),
                RawDocuments.headers(row.getString(11)),
                row.getString(12),
                new PackedBody(row.getBytes(13), row.getObject(14, Integer.class)).unpacked());
    }
}
