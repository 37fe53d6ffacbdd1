package io.tillbridge.intake;

import io.tillbridge.partner.StoredFile;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files that were read to their end or rejected. */
final class SourceFiles {

    private final JdbcClient jdbc;

    SourceFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A file that was settled.
     *
     * @param state {@code done} or {@code rejected}
     * @param movedAt null while it may still lie where it came
     */
    record Settled(
            String identity,
            String state,
            String sha256,
            @Nullable Instant movedAt) {

        boolean done() {
            return state.equals("done");
        }
    }

    /** What became of a file, known by its identity. */
    Optional<Settled> find(String connection, String flow, String identity) {
        return jdbc.sql("select identity, state, sha256, moved_at from source_file"
                        + " where connection = :connection and flow = :flow and identity = :identity")
                .param("connection", connection)
                .param("flow", flow)
                .param("identity", identity)
                .query((row, number) -> settled(row))
                .optional();
    }

    /** What became of a file that was settled and not moved since, as far as its folder tells without reading it. */
    Optional<Settled> lying(String connection, String flow, StoredFile file) {
        return jdbc.sql("select identity, state, sha256, moved_at from source_file"
                        + " where connection = :connection and flow = :flow and name = :name and size = :size"
                        + " and modified_at = :modified and moved_at is null order by settled_at desc limit 1")
                .param("connection", connection)
                .param("flow", flow)
                .param("name", file.name())
                .param("size", file.size())
                .param("modified", SqlTimes.of(file.modifiedAt()))
                .query((row, number) -> settled(row))
                .optional();
    }

    private static Settled settled(ResultSet row) throws SQLException {
        Timestamp moved = row.getTimestamp(4);
        return new Settled(
                row.getString(1), row.getString(2), row.getString(3), moved == null ? null : moved.toInstant());
    }

    /**
     * Writes what became of a file; one that was rejected before and comes again is written anew.
     *
     * @param documents stored of it
     * @param code why it is rejected; null when it is done
     * @param part the part of its name by which one is expected daily
     */
    static void settle(
            Connection tx,
            RunningFlow flow,
            String identity,
            ReadFile file,
            long documents,
            @Nullable String code,
            @Nullable String part,
            Instant now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("""
                insert into source_file (connection, flow, identity, name, size, modified_at, sha256, state, documents, code,
                       part, settled_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (connection, flow, identity) do update
                   set name = excluded.name, size = excluded.size, modified_at = excluded.modified_at,
                       sha256 = excluded.sha256, state = excluded.state, documents = excluded.documents,
                       code = excluded.code, part = excluded.part, settled_at = excluded.settled_at, moved_at = null
                """)) {
            statement.setString(1, flow.connection().id());
            statement.setString(2, flow.flow().name());
            statement.setString(3, identity);
            statement.setString(4, file.file().name());
            statement.setLong(5, file.file().size());
            statement.setObject(6, SqlTimes.of(file.file().modifiedAt()));
            statement.setString(7, file.sha256());
            statement.setString(8, code == null ? "done" : "rejected");
            statement.setLong(9, documents);
            statement.setString(10, code);
            statement.setString(11, part);
            statement.setObject(12, SqlTimes.of(now));
            statement.executeUpdate();
        }
    }

    /** A file lies no longer where it came. */
    void moved(String connection, String flow, String identity, Instant now) {
        jdbc.sql("update source_file set moved_at = :now"
                        + " where connection = :connection and flow = :flow and identity = :identity")
                .param("now", SqlTimes.of(now))
                .param("connection", connection)
                .param("flow", flow)
                .param("identity", identity)
                .update();
    }

    /** Forgets files that were settled before a moment; how many. */
    int forget(String connection, String flow, Instant before) {
        return jdbc.sql("delete from source_file"
                        + " where connection = :connection and flow = :flow and settled_at < :before")
                .param("connection", connection)
                .param("flow", flow)
                .param("before", SqlTimes.of(before))
                .update();
    }

    /** How many files were read after a moment, by the part of the name by which they are expected. */
    Map<String, Long> parts(String connection, String flow, Instant after) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select part, count(*) from source_file where connection = :connection and flow = :flow"
                        + " and part is not null and state = 'done' and settled_at > :after group by part")
                .param("connection", connection)
                .param("flow", flow)
                .param("after", SqlTimes.of(after))
                .query((row, number) -> counts.put(row.getString(1), row.getLong(2)))
                .list();
        return counts;
    }
}
