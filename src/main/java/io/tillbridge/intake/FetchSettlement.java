package io.tillbridge.intake;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.FetchFailures;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.FetchQueue.Job;
import io.tillbridge.partner.Traceparent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what came of a claimed fetch, each outcome in one transaction; an outcome counts only with the newest claim. */
final class FetchSettlement {

    /** How long a fetch may fail before it becomes a dead letter. */
    static final Duration GIVE_UP = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(FetchSettlement.class);
    private static final Duration NOT_STORED = Duration.ofMinutes(1);

    private final FetchQueue queue;
    private final FetchFailures failures;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final MappedPlaces mapped;
    private final Clock clock;

    FetchSettlement(
            FetchQueue queue,
            FetchFailures failures,
            MessageIds ids,
            CardNumberRedaction redaction,
            MappedPlaces mapped,
            Clock clock) {
        this.queue = queue;
        this.failures = failures;
        this.ids = ids;
        this.redaction = redaction;
        this.mapped = mapped;
        this.clock = clock;
    }

    /**
     * Settles a fetch.
     *
     * @throws SQLException nothing was written; the claim ends by itself
     */
    void settle(Job job, FetchPlan fetch, FetchVerdict verdict) throws SQLException {
        if (verdict instanceof FetchVerdict.Found found) {
            keep(job, fetch, found);
        } else if (verdict instanceof FetchVerdict.Later later) {
            later(job, later);
        } else {
            dead(job, ((FetchVerdict.GiveUp) verdict).failure());
        }
    }

    private void keep(Job job, FetchPlan fetch, FetchVerdict.Found found) throws SQLException {
        AcceptedDocument child;
        try {
            child = child(job, fetch, found);
        } catch (RuntimeException defect) {
            later(job, FetchVerdict.defect(job.messageId(), fetch, defect));
            return;
        }
        try {
            boolean mine = queue.fetched(job, child);
            LOG.debug("fetched message={} fetch={} settled={}", job.messageId(), fetch.name(), mine);
        } catch (SQLException refused) {
            // A database that is away refuses this too; one that refuses the document must not be asked without end
            later(
                    job,
                    new FetchVerdict.Later(
                            NOT_STORED,
                            new Failure(
                                    Stage.FETCH,
                                    "not_stored",
                                    Category.OUR_DEFECT,
                                    "fetch:" + fetch.name(),
                                    "PostgreSQL refused what was fetched: " + refused.getMessage()
                                            + "; replay when the cause is mended")));
        }
    }

    /** Gives the fetch back until its pause is over, or gives it up when it has failed for too long. */
    private void later(Job job, FetchVerdict.Later later) throws SQLException {
        Instant now = clock.instant();
        Failure failure = later.failure();
        Instant since = job.failedSince();
        if (failure != null && since != null && since.plus(GIVE_UP).isBefore(now)) {
            dead(job, failure);
        } else {
            queue.later(
                    job,
                    now.plus(later.pause()),
                    failure == null ? null : failure.code(),
                    failure == null ? null : failure.detail());
        }
    }

    /** Gives up a fetch that the configuration does not know, because connection or fetch were removed. */
    void unknown(Job job, String fetch) {
        dead(
                job,
                new Failure(
                        Stage.FETCH,
                        "fetch_unknown",
                        Category.OUR_DEFECT,
                        job.connection(),
                        "connection " + job.connection() + " has no fetch '" + fetch
                                + "'; restore it in the connector and replay"));
    }

    private void dead(Job job, Failure failure) {
        // The detail may hold the partner's answer: it is in the dead letter
        LOG.warn("fetch given up message={} code={}", job.messageId(), failure.code());
        failures.dead(job.messageId(), job.attempt(), failure);
    }

    private AcceptedDocument child(Job job, FetchPlan fetch, FetchVerdict.Found found) {
        CardNumberRedaction.Redacted redacted = redaction.redact(
                found.record().toString().getBytes(StandardCharsets.UTF_8),
                ProtectedPlaces.of(fetch, mapped.of(fetch.dispatch())));
        return new AcceptedDocument(
                ids.next(),
                job.messageId(),
                job.connection(),
                "fetch:" + fetch.name(),
                null,
                Keys.of(fetch.key(), found.record()),
                clock.instant(),
                "application/json",
                Map.of(),
                redacted.body(),
                redacted.originalHmac(),
                Traceparent.continued(job.traceparent()));
    }
}
