package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.MappedCodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Looks once a minute whether every file that is expected by now was read since the same time yesterday, and raises an
 * alert for each that was not. Every node looks: an alert is one row. A file that comes late resolves its alert.
 */
final class ExpectedFiles {

    /** After the flow was opened: what came while the node was away is read first. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ExpectedFiles.class);
    private static final String MISSING = "file_missing";

    /** For so many days a late file still resolves its alert. */
    private static final int DAYS = 7;

    private final SourceFiles files;
    private final SourceAlerts alerts;
    private final MappedCodes codes;
    private final Clock clock;
    private final Map<String, Watched> flows = new ConcurrentHashMap<>();

    private record Watched(RunningFlow flow, FilesSource.Daily daily, Instant since) {}

    ExpectedFiles(SourceFiles files, SourceAlerts alerts, MappedCodes codes, Clock clock) {
        this.files = files;
        this.alerts = alerts;
        this.codes = codes;
        this.clock = clock;
    }

    void watch(RunningFlow flow, FilesSource.Daily daily) {
        flows.put(flow.planId(), new Watched(flow, daily, clock.instant()));
    }

    void forget(String planId) {
        flows.remove(planId);
    }

    /** Never throws: the next look is a minute later. */
    void look() {
        for (Watched watched : flows.values()) {
            try {
                if (!clock.instant().isBefore(watched.since().plus(GRACE))) {
                    look(watched.flow(), watched.daily());
                }
            } catch (DataAccessException away) {
                LOG.info(
                        "expected files not looked at plan={} cause={}",
                        watched.flow().planId(),
                        away.getMessage());
            }
        }
    }

    void look(RunningFlow flow, FilesSource.Daily daily) {
        Instant now = clock.instant();
        LocalDate today = now.atZone(daily.zone()).toLocalDate();
        LocalDate day = now.isBefore(deadline(daily, today)) ? today.minusDays(1) : today;
        Optional<Set<String>> expected = codes.of(daily.valueMap(), daily.column(), day);
        if (expected.isEmpty()) {
            alerts.raise(
                    flow,
                    MISSING,
                    daily.valueMap(),
                    "there is no value map " + daily.valueMap() + " with the column " + daily.column()
                            + ", so nobody knows which files to expect; add it or correct expectDaily",
                    true,
                    now);
            return;
        }
        alerts.resolve(flow, MISSING, daily.valueMap(), now);
        Map<String, Long> read =
                files.parts(flow.connection().id(), flow.flow().name(), deadline(daily, day.minusDays(1)));
        for (String value : expected.get()) {
            if (!read.containsKey(value)) {
                alerts.raise(
                        flow,
                        MISSING,
                        subject(value, day),
                        "no file of " + daily.per() + " " + value + " was read until " + day + " " + daily.by() + " "
                                + daily.zone() + "; ask its sender",
                        false,
                        now);
            }
        }
        late(flow, daily, day, now);
    }

    /** Of the days since an alert as many files as days must have come: today's file is not yesterday's. */
    private void late(RunningFlow flow, FilesSource.Daily daily, LocalDate day, Instant now) {
        Set<String> open = alerts.subjects(flow, MISSING);
        for (int days = 1; days <= DAYS && !open.isEmpty(); days++) {
            LocalDate missed = day.minusDays(days - 1L);
            Map<String, Long> read =
                    files.parts(flow.connection().id(), flow.flow().name(), deadline(daily, missed.minusDays(1)));
            for (Map.Entry<String, Long> value : read.entrySet()) {
                if (value.getValue() >= days && open.contains(subject(value.getKey(), missed))) {
                    alerts.resolve(flow, MISSING, subject(value.getKey(), missed), now);
                }
            }
        }
    }

    private static Instant deadline(FilesSource.Daily daily, LocalDate day) {
        return day.atTime(daily.by()).atZone(daily.zone()).toInstant();
    }

    private static String subject(String value, LocalDate day) {
        return value + " " + day;
    }
}
