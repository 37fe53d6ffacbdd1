package io.tillbridge.reload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.NodeId;
import io.tillbridge.platform.SqlTimes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Tells of reloads: log, metric, audit log, and the row of this node among the nodes. A lost note changes nothing. */
final class ReloadRecord {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadRecord.class);

    private static final String WRITE = """
            insert into node_configuration (node, seen_at, outcome, code, detail, at, generations)
            values (?, clock_timestamp(), ?, ?, ?, ?, ?)
            on conflict (node) do update set seen_at = excluded.seen_at, outcome = excluded.outcome, code = excluded.code,
                   detail = excluded.detail, at = excluded.at, generations = excluded.generations
            """;

    private static final String FORGET =
            "delete from node_configuration where seen_at < clock_timestamp() - interval '1 day'";

    private static final String OTHERS = """
            select node, generations from node_configuration
             where node <> ? and seen_at > clock_timestamp() - interval '1 minute' order by node
            """;

    private static final String DUE = """
            select destination, count(*) from outbox_lane
             where destination = any(?) and state in ('due', 'in_flight') group by destination
            """;

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final AuditLog audit;
    private final NodeId node;
    private final MeterRegistry meters;
    private final AtomicBoolean outdated = new AtomicBoolean();

    ReloadRecord(
            JdbcClient jdbc, TransactionOperations transaction, AuditLog audit, NodeId node, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.node = node;
        this.meters = meters;
        Gauge.builder("tillbridge.configuration.outdated", outdated, flag -> flag.get() ? 1 : 0)
                .description("1 while this node does not run what its files say")
                .register(meters);
    }

    /**
     * Notes a reload.
     *
     * @param told whether it is news: log and audit log have each once
     */
    void write(ReloadOutcome outcome, Map<String, Integer> generations, boolean told) {
        outdated.set(!outcome.current());
        meters.counter("tillbridge.reloads", "outcome", outcome.outcome()).increment();
        if (told) {
            log(outcome);
        }
        try {
            seen(outcome, generations);
            if (told) {
                transaction.executeWithoutResult(status ->
                        audit.record(outcome.by(), "configuration." + outcome.outcome(), node.value(), text(outcome)));
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("reload.not_noted cause={}", e.getMessage());
        }
    }

    /** Says that this node is there, what it runs and how its newest reload ended. */
    void seen(ReloadOutcome outcome, Map<String, Integer> generations) {
        try {
            jdbc.sql(WRITE)
                    .params(
                            node.value(),
                            outcome.outcome(),
                            outcome.code(),
                            text(outcome),
                            SqlTimes.of(outcome.at()),
                            text(generations))
                    .update();
            jdbc.sql(FORGET).update();
        } catch (DataAccessException e) {
            LOG.debug("node not noted", e);
        }
    }

    /** Nodes seen within a minute that run other generations than these, by name. */
    Map<String, String> others(Map<String, Integer> generations) {
        String own = text(generations);
        Map<String, String> others = new TreeMap<>();
        jdbc.sql(OTHERS).param(node.value()).query(row -> {
            if (!row.getString(2).equals(own)) {
                others.put(row.getString(1), row.getString(2));
            }
        });
        return others;
    }

    /** Due lanes of destinations. */
    Map<String, Long> due(Collection<String> destinations) {
        Map<String, Long> due = new TreeMap<>();
        try {
            jdbc.sql(DUE).param(destinations.toArray(String[]::new)).query(row -> {
                due.put(row.getString(1), row.getLong(2));
            });
        } catch (DataAccessException e) {
            LOG.debug("resting lanes not counted", e);
        }
        return due;
    }

    private static void log(ReloadOutcome outcome) {
        List<ReloadOutcome.Change> changes = outcome.connections();
        if (outcome.current()) {
            LOG.info(
                    "reload.{} by={} connections={} mappings={} need_restart={} resting={}",
                    outcome.outcome(),
                    outcome.by(),
                    changes,
                    outcome.mappingFiles(),
                    outcome.needRestart(),
                    outcome.resting());
            return;
        }
        LOG.warn(
                "reload.{} by={} code={} detail={}", outcome.outcome(), outcome.by(), outcome.code(), outcome.detail());
        outcome.problems().forEach(problem -> LOG.warn("reload.problem {}", problem));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an outcome is always JSON", e);
        }
    }
}
