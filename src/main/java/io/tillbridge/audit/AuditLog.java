package io.tillbridge.audit;

import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of every human and configuration action. Each entry carries a hash over itself and its predecessor, so
 * that a row changed or removed later shows.
 */
@Component
public class AuditLog {

    /** Any constant of its own: writers queue on it until their transaction ends, so that the chain has one end. */
    private static final long CHAIN_LOCK = 0x7469_6c6c_6175_6469L;

    /** Hashes in hexadecimal. */
    private record Link(AuditEntry entry, String previous, String hash) {}

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                new AuditEntry(
                        row.getLong("sequence"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")),
                HexFormat.of().formatHex(row.getBytes("previous_hash")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public AuditLog(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Records an action in the caller's transaction: it is on the log exactly if what it did is in the database.
     * Writers wait for each other until commit, so call it last.
     *
     * @param detail JSON text; must hold no secret and no customer's data
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public AuditEntry record(String actor, String action, String subject, String detail) {
        return append(jdbc, actor, action, subject, detail);
    }

    /**
     * The same in a transaction that the caller runs itself on this connection.
     *
     * @throws IllegalStateException outside a transaction
     * @throws org.springframework.dao.DataAccessException the transaction must be rolled back
     * @throws SQLException the connection is broken
     */
    public AuditEntry record(Connection transaction, String actor, String action, String subject, String detail)
            throws SQLException {
        if (transaction.getAutoCommit()) {
            throw new IllegalStateException("the connection commits by itself; expected a transaction, so that "
                    + action + " and its audit entry are one. Pass the transaction of the action");
        }
        JdbcTemplate here = new JdbcTemplate(new SingleConnectionDataSource(transaction, true));
        return append(here, actor, action, subject, detail);
    }

    private AuditEntry append(JdbcTemplate jdbc, String actor, String action, String subject, String detail) {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, CHAIN_LOCK);
        List<Link> last =
                jdbc.query("select * from audit_entry order by sequence desc limit 1", (row, number) -> link(row));
        long sequence = last.isEmpty() ? 1 : last.get(0).entry().sequence() + 1;
        String previous = last.isEmpty() ? AuditHash.START : last.get(0).hash();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AuditEntry entry = new AuditEntry(sequence, at, actor, action, subject, detail);
        jdbc.update(
                "insert into audit_entry (sequence, at, actor, action, subject, detail, previous_hash, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                sequence,
                SqlTimes.of(at),
                actor,
                action,
                subject,
                detail,
                HexFormat.of().parseHex(previous),
                HexFormat.of().parseHex(AuditHash.of(previous, entry)));
        return entry;
    }

    /** The newest entries before {@code before} (exclusive; {@code Long.MAX_VALUE} for the end), newest first. */
    @Transactional(readOnly = true)
    public List<AuditEntry> list(long before, int limit) {
        return jdbc
                .query(
                        "select * from audit_entry where sequence < ? order by sequence desc limit ?",
                        (row, number) -> link(row),
                        before,
                        limit)
                .stream()
                .map(Link::entry)
                .toList();
    }

    /** Reads the whole log and checks every link. */
    @Transactional(readOnly = true)
    public ChainState verify() {
        Walk walk = new Walk();
        jdbc.query("select * from audit_entry order by sequence", (ResultSet row) -> walk.next(link(row)));
        return walk.state;
    }

    /** Follows the chain entry by entry and stays at the first break. */
    private static final class Walk {
        private ChainState state = new ChainState.Intact(0, AuditHash.START);

        private void next(Link link) {
            if (state instanceof ChainState.Intact intact) {
                state = follow(intact, link);
            }
        }
    }

    private static ChainState follow(ChainState.Intact before, Link link) {
        long expected = before.entries() + 1;
        if (link.entry().sequence() != expected) {
            return new ChainState.Broken(expected, "entry is missing");
        }
        if (!link.previous().equals(before.head())) {
            return new ChainState.Broken(expected, "does not follow the entry before");
        }
        if (!link.hash().equals(AuditHash.of(link.previous(), link.entry()))) {
            return new ChainState.Broken(expected, "content was changed");
        }
        return new ChainState.Intact(expected, link.hash());
    }
}
