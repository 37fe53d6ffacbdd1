package io.tillbridge.posting;

import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Works out each day how fast items sell, when some rule asks for it, and has figures told again. One node by a lease; the
 * figures and what is due are one transaction, so a crash leaves those of the day before, and the work to the next lease.
 */
@Component
final class RateWork {

    private static final Logger LOG = LoggerFactory.getLogger(RateWork.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final AvailabilityProperties properties;
    private final Leases leases;
    private final Clock clock;

    RateWork(
            DataSource database,
            AvailabilityPolicy policy,
            AvailabilityProperties properties,
            Leases leases,
            Clock clock) {
        this.database = database;
        this.policy = policy;
        this.properties = properties;
        this.leases = leases;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M")
    void look() {
        if (!policy.askRates()) {
            return;
        }
        Lease lease = leases.acquire("work:item_rate", DAY).orElse(null);
        if (lease == null) {
            return;
        }
        try {
            work();
        } catch (SQLException e) {
            leases.release(lease);
            LOG.debug("rates are worked out when the database is back", e);
        }
    }

    /** Works them out now. */
    void work() throws SQLException {
        Instant now = clock.instant();
        Transactions.in(database, tx -> {
            ItemRates.work(tx, properties.rateDays(), now);
            FiguresDue.add(tx, List.of(FigureDue.all(now, "rates")));
            return true;
        });
    }
}
