package io.tillbridge.verification;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Verifies the books once a period: whichever node first finds the period's lease free does it and keeps the lease. What a
 * crash leaves: the books as they are, looked at in the next period. Every node reads what the last look found. It rests behind
 * each range, so that traffic keeps the database.
 */
@Component
final class ScheduledVerification implements MeterBinder, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledVerification.class);

    private final BooksVerification verification;
    private final VerificationRecord record;
    private final VerificationProperties properties;
    private final Leases leases;
    private final DataSource database;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile List<VerificationRecord.Last> last = List.of();

    ScheduledVerification(
            BooksVerification verification,
            VerificationRecord record,
            VerificationProperties properties,
            Leases leases,
            DataSource database) {
        this.verification = verification;
        this.record = record;
        this.properties = properties;
        this.leases = leases;
        this.database = database;
    }

    /** What the last look found, as this node has read it; empty before the first. */
    List<VerificationRecord.Last> last() {
        return last;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void look() {
        try {
            verify();
        } catch (SQLException | RuntimeException e) {
            LOG.warn(
                    "books.not_verified cause=\"{}\" next=\"tried again within a minute\"",
                    String.valueOf(e.getMessage()));
        }
    }

    /** Does the period's look unless it is done or another node's, and reads what is on record. */
    void verify() throws SQLException {
        Lease lease = leases.acquire("verify:books", properties.every()).orElse(null);
        boolean done = lease == null;
        try {
            List<CheckResult> results = done ? null : verification.run(this::goesOn);
            if (results != null) {
                Transactions.in(database, tx -> {
                    record.write(tx, results);
                    return results;
                });
                done = true;
                results.forEach(ScheduledVerification::tell);
            }
        } finally {
            if (!done && lease != null) {
                leases.release(lease);
            }
        }
        try (Connection connection = database.getConnection()) {
            last = record.last(connection);
        }
    }

    private boolean goesOn(Duration took) {
        long rest = took.toNanos() * (100 - properties.share()) / properties.share();
        try {
            return !stopped.await(rest, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A look under way ends; its lease is given back. */
    @Override
    public void destroy() {
        stopped.countDown();
    }

    private static void tell(CheckResult result) {
        if (result.findings() > 0) {
            LOG.error(
                    "books.invariant_broken check={} findings={} first=\"{}\"",
                    result.check(),
                    result.findings(),
                    result.listed().get(0));
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tillbridge.books.broken", this, one -> one.broken())
                .description("Figures of the books that broke a law at the last look")
                .register(registry);
    }

    private long broken() {
        return last.stream().mapToLong(VerificationRecord.Last::findings).sum();
    }
}
