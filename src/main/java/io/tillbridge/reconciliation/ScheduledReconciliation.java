package io.tillbridge.reconciliation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Compares each connection once its period is over, on whichever node looks first; every node tells which runs were stopped. */
@Component
final class ScheduledReconciliation implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledReconciliation.class);

    private final Reconciliation reconciliation;
    private final ReconciliationRules rules;
    private boolean othersEnded;
    private volatile Set<String> stopped = Set.of();

    ScheduledReconciliation(Reconciliation reconciliation, ReconciliationRules rules) {
        this.reconciliation = reconciliation;
        this.rules = rules;
    }

    /** What is no longer compared ends at the first look: the rules are read at the start only. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void look() {
        if (!othersEnded) {
            endOthers();
        }
        for (ReconciledConnection connection : rules.connections().values()) {
            try {
                RunReport report = reconciliation.runDue(connection);
                if (report != null) {
                    tell(report);
                }
            } catch (SQLException | RuntimeException e) {
                LOG.warn(
                        "reconciliation.failed connection={} cause=\"{}\" next=\"tried again within a minute\"",
                        connection.id(),
                        String.valueOf(e.getMessage()));
            }
        }
        readStopped();
    }

    /** Runs of other nodes, and those that somebody asked for, are among them. */
    private void readStopped() {
        try {
            stopped = reconciliation.stopped(rules.connections().keySet());
        } catch (SQLException | RuntimeException e) {
            LOG.debug("which runs were stopped is read again within a minute", e);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String connection : rules.connections().keySet()) {
            Gauge.builder("tillbridge.reconciliation.stopped", this, one -> one.stopped.contains(connection) ? 1 : 0)
                    .description("1 while the connection's last run was stopped because too much differed")
                    .tag("connection", connection)
                    .register(registry);
        }
    }

    private void endOthers() {
        try {
            reconciliation.endOthers(rules.connections().keySet());
            othersEnded = true;
        } catch (SQLException | RuntimeException e) {
            LOG.warn(
                    "reconciliation.failed connection=none cause=\"{}\" next=\"tried again within a minute\"",
                    String.valueOf(e.getMessage()));
        }
    }

    private static void tell(RunReport report) {
        if (report.stopped() != null) {
            LOG.error(
                    "reconciliation.stopped connection={} limit={} confirmed={} items={}",
                    report.connection(),
                    report.stopped(),
                    report.totals().confirmed(),
                    report.totals().items());
        } else {
            LOG.info(
                    "reconciliation.done connection={} items={} confirmed={} corrected={} transient={} missing={} stale={}",
                    report.connection(),
                    report.totals().items(),
                    report.totals().confirmed(),
                    report.corrected(),
                    report.totals().of(DriftClass.TRANSIENT),
                    report.totals().of(DriftClass.MISSING),
                    report.totals().of(DriftClass.STALE));
        }
    }
}
