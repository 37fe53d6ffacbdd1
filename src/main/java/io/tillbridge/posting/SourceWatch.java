package io.tillbridge.posting;

import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferRule.Scope;
import io.tillbridge.stock.Silence;
import io.tillbridge.stock.Staleness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks whether the connections whose word on stock counts are still read, or heard. One that is not any more is written as stale, with
 * the figures of its locations as due, in one transaction; a crash before its commit leaves it to the next look.
 */
@Component
final class SourceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final AvailabilityProperties properties;
    private final Clock clock;

    /** By connection, how old the guess of this node is in hours; another node may make it as well. */
    private final Map<String, Long> guessed = new ConcurrentHashMap<>();

    SourceWatch(DataSource database, AvailabilityPolicy policy, AvailabilityProperties properties, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10S")
    void look() {
        try {
            watch();
        } catch (SQLException e) {
            LOG.debug("sources are looked at again when the database is back", e);
        }
    }

    /** Writes what changed. */
    void watch() throws SQLException {
        Map<String, List<String>> sources = policy.locations().bySource();
        if (!sources.isEmpty()) {
            Transactions.in(database, tx -> watch(tx, sources));
        }
    }

    private int watch(Connection tx, Map<String, List<String>> sources) throws SQLException {
        Instant now = clock.instant();
        Map<String, Staleness> before = StaleSources.locked(tx);
        Map<String, Instant> reads = StaleSources.lastReads(tx);
        Map<String, StaleSources.Heard> heard =
                StaleSources.heard(tx, policy.locations().silences().keySet(), now);
        List<TopicRows.Expected> expected =
                TopicRows.expected(tx, policy.locations().topics(), now);
        List<FigureDue> due =
                new ArrayList<>(SilentRegisters.look(tx, expected, policy.locations(), this::staleness, now));
        for (Map.Entry<String, List<String>> source : sources.entrySet()) {
            String connection = source.getKey();
            Silence silence = policy.locations().silences().get(connection);
            StaleSources.Heard last = heard.get(connection);
            Instant read = silence == null || last == null ? reads.get(connection) : last.at();
            Duration limit =
                    silence == null || last == null ? properties.staleAfter() : silence.limit(last.gapSeconds());
            TopicRows.Expected late = latest(expected, connection);
            if (late != null && (read == null || late.staleAt().isBefore(read.plus(limit)))) {
                read = late.heard();
                limit = late.limit();
            } else {
                late = null;
            }
            if (read == null) {
                continue;
            }
            Staleness after = staleness(read, limit, now);
            FigureDue figures =
                    new FigureDue(0, now, "source:" + connection, null, Scope.ALL, source.getValue(), "", "");
            if (after == before.get(connection) && ages(connection, after, read, now)) {
                due.add(figures);
            }
            if (after != before.get(connection)) {
                StaleSources.put(
                        tx, connection, late == null ? null : late.key().topic(), read, after, now);
                due.add(figures);
                LOG.warn("availability.source connection={} figures={}", connection, word(after));
            }
        }
        FiguresDue.add(tx, due);
        return due.size();
    }

    /** A guess is made anew each hour. */
    private boolean ages(String connection, @Nullable Staleness staleness, Instant read, Instant now) {
        if (staleness != Staleness.FLOORED || !policy.locations().guessUnknown()) {
            return false;
        }
        Long hours = Duration.between(read, now).toHours();
        return !hours.equals(guessed.put(connection, hours));
    }

    /** The topic of a connection that is late first; null: none is waited for. */
    private static TopicRows.@Nullable Expected latest(List<TopicRows.Expected> expected, String connection) {
        return expected.stream()
                .filter(one ->
                        one.key().register().isEmpty() && one.key().connection().equals(connection))
                .min(Comparator.comparing(TopicRows.Expected::staleAt))
                .orElse(null);
    }

    private @Nullable Staleness staleness(TopicRows.Expected one, Instant now) {
        return staleness(one.heard(), one.limit(), now);
    }

    private @Nullable Staleness staleness(Instant read, Duration limit, Instant now) {
        Instant stale = read.plus(limit);
        if (now.isBefore(stale)) {
            return null;
        }
        return now.isBefore(stale.plus(properties.keepFor())) ? Staleness.KEPT : Staleness.FLOORED;
    }

    private static String word(@Nullable Staleness staleness) {
        if (staleness == null) {
            return "known";
        }
        return staleness == Staleness.KEPT ? "kept" : "zero";
    }
}
