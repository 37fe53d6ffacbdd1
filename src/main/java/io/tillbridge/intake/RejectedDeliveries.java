package io.tillbridge.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.intake.SignatureCheck.Unauthentic;
import io.tillbridge.platform.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The record of webhooks that could not prove their sender: who, when, which flow and why, never what they sent. Bounded
 * per minute, so that a flood of forged requests costs neither disk nor log; the counter counts them all.
 */
public final class RejectedDeliveries {

    /** Attempts kept and logged per minute and node; the counter {@code tillbridge.intake.rejected} has them all. */
    static final int PER_MINUTE = 60;

    private static final Logger LOG = LoggerFactory.getLogger(RejectedDeliveries.class);

    private record Attempt(String connection, String flow, String reason, String remoteAddress, Instant at) {}

    private final JdbcTemplate jdbc;
    private final MeterRegistry meters;
    private final BlockingQueue<Attempt> waiting = new ArrayBlockingQueue<>(PER_MINUTE);
    private long minute;
    private int inMinute;

    public RejectedDeliveries(JdbcTemplate jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Notes an attempt in memory: the answer never waits for the database. */
    void record(HookFlow flow, Unauthentic why, String remoteAddress, Instant now) {
        String connection = flow.connection().id();
        String name = flow.flow().name();
        meters.counter("tillbridge.intake.rejected", "connection", connection, "flow", name, "reason", why.code())
                .increment();
        if (withinLimit(now) && waiting.offer(new Attempt(connection, name, why.code(), remoteAddress, now))) {
            LOG.warn(
                    "webhook rejected connection={} flow={} reason={} remote={} detail={}",
                    connection,
                    name,
                    why.code(),
                    remoteAddress,
                    why.detail());
        }
    }

    private synchronized boolean withinLimit(Instant now) {
        long current = now.getEpochSecond() / 60;
        if (current != minute) {
            minute = current;
            inMinute = 0;
        }
        return ++inMinute <= PER_MINUTE;
    }

    /** Writes what was noted; keeps it for the next time while the database is away. Called every few seconds. */
    public void flush() {
        List<Attempt> batch = new ArrayList<>(waiting);
        if (batch.isEmpty()) {
            return;
        }
        try {
            jdbc.batchUpdate(
                    "insert into rejected_delivery (connection, flow, reason, remote_address, at) values (?, ?, ?, ?, ?)",
                    batch,
                    batch.size(),
                    (row, attempt) -> {
                        row.setString(1, attempt.connection());
                        row.setString(2, attempt.flow());
                        row.setString(3, attempt.reason());
                        row.setString(4, attempt.remoteAddress());
                        row.setObject(5, SqlTimes.of(attempt.at()));
                    });
            waiting.removeAll(batch);
        } catch (DataAccessException away) {
            LOG.info("rejected deliveries kept in memory count={} cause={}", batch.size(), away.getMessage());
        }
    }
}
