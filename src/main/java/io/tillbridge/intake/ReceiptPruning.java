package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.message.Receipts;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets the receipts that are older than their flow's {@code keep}, once a day: whichever node first finds the day's
 * lease free does it and keeps the lease. Flows without a receipt rule and connections that are gone keep theirs. What a
 * crash leaves: receipts that the next day forgets.
 */
final class ReceiptPruning {

    /** How often a node looks whether the day's work is to be done. */
    static final Duration LOOK = Duration.ofHours(1);

    static final String LEASE = "receipts";

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptPruning.class);

    /** A little less than a day, so that the hour of the work does not wander by more than a look. */
    private static final Duration DAY = Duration.ofHours(23);

    private final DataSource database;
    private final Receipts receipts;
    private final Leases leases;
    private final ConnectionPlans plans;
    private final Clock clock;

    /** Receipts looked at in one transaction. */
    private final int page;

    ReceiptPruning(
            DataSource database, Receipts receipts, Leases leases, ConnectionPlans plans, Clock clock, int page) {
        this.database = database;
        this.receipts = receipts;
        this.leases = leases;
        this.plans = plans;
        this.clock = clock;
        this.page = page;
    }

    /** Does the day's work unless it is done; what fails is tried again at the next look. */
    void look() {
        try {
            prune().ifPresent(forgotten -> LOG.info("receipts.pruned count={}", forgotten));
        } catch (SQLException | RuntimeException e) {
            LOG.warn(
                    "receipts.not_pruned cause=\"{}\" next=\"tried again within the hour\"",
                    String.valueOf(e.getMessage()));
        }
    }

    /**
     * Forgets what is too old.
     *
     * @return how many receipts; empty when it is another node's turn or the day's work is done
     * @throws SQLException the rest is done at the next look
     */
    OptionalInt prune() throws SQLException {
        Lease lease = leases.acquire(LEASE, DAY).orElse(null);
        if (lease == null) {
            return OptionalInt.empty();
        }
        boolean done = false;
        try {
            int forgotten = 0;
            for (ConnectionPlan plan : plans.all()) {
                for (InboundFlow flow : plan.inbound().values()) {
                    ReceiptRule rule = flow.receipt();
                    if (rule != null) {
                        forgotten +=
                                prune(plan.id(), flow.name(), clock.instant().minus(rule.keep()));
                    }
                }
            }
            done = true;
            return OptionalInt.of(forgotten);
        } finally {
            if (!done) {
                leases.release(lease);
            }
        }
    }

    private int prune(String connection, String flow, Instant before) throws SQLException {
        int forgotten = 0;
        @Nullable String after = "";
        while (after != null) {
            try (Connection transaction = database.getConnection()) {
                Receipts.Forgotten some = receipts.forget(transaction, connection, flow, before, after, page);
                forgotten += some.count();
                after = some.last();
            }
        }
        return forgotten;
    }
}
