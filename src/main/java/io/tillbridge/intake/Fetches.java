package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.Keys;
import io.tillbridge.http.Answer;
import io.tillbridge.http.PartnerClient;
import io.tillbridge.http.PartnerClients;
import io.tillbridge.http.RequestRenderer;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.FetchFailures;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.FetchQueue.Job;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets what thin events only name. Everything it knows is in the message table: a wait is a due time there and holds no
 * thread, and a worker that dies is replaced when its lease runs out.
 */
public final class Fetches {

    /** Age at which a failing fetch becomes a dead letter. */
    static final Duration GIVE_UP = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);
    private static final int BATCH = 20;
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final FetchQueue queue;
    private final ConnectionPlans plans;
    private final PartnerClients clients;
    private final FetchFailures failures;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final Clock clock;

    Fetches(
            FetchQueue queue,
            ConnectionPlans plans,
            PartnerClients clients,
            FetchFailures failures,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock) {
        this.queue = queue;
        this.plans = plans;
        this.clients = clients;
        this.failures = failures;
        this.ids = ids;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * The step of the {@code fetch} route: one batch of what is due.
     *
     * @return how many fetches were claimed; another batch may follow at once when it is not 0
     * @throws SQLException the database is away; claims that were made run out by themselves
     */
    public int round() throws SQLException {
        List<Job> jobs = queue.claim(BATCH, MARGIN);
        for (Job job : jobs) {
            fetch(job);
        }
        return jobs.size();
    }

    private void fetch(Job job) throws SQLException {
        ConnectionPlan connection = plans.find(job.connection());
        JsonNode asked = read(job.plan());
        FetchPlan fetch = connection == null
                ? null
                : connection.fetches().get(asked.path("fetch").asText());
        if (connection == null || fetch == null) {
            dead(
                    job,
                    new Failure(
                            Stage.FETCH,
                            "fetch_unknown",
                            Category.OUR_DEFECT,
                            job.connection(),
                            "connection " + job.connection() + " has no fetch '"
                                    + asked.path("fetch").asText() + "'; restore it in the connector and replay"));
            return;
        }
        PartnerClient client = clients.get(connection, fetch.client());
        Map<String, String> args = new HashMap<>();
        asked.path("args")
                .properties()
                .forEach(arg -> args.put(arg.getKey(), arg.getValue().asText()));
        Answer answer = client.call(
                RequestRenderer.render(client.plan(), fetch.request(), PullScope.args(connection, args)),
                job.attempt() - 1);
        settle(job, fetch, answer);
    }

    private void settle(Job job, FetchPlan fetch, Answer answer) throws SQLException {
        FetchVerdict verdict = FetchVerdict.of(answer, fetch);
        if (verdict instanceof FetchVerdict.Found found) {
            boolean mine = queue.fetched(job, child(job, fetch, found.record()));
            LOG.debug("fetched message={} fetch={} settled={}", job.messageId(), fetch.name(), mine);
        } else if (verdict instanceof FetchVerdict.Later later) {
            Instant now = clock.instant();
            boolean tooOld =
                    later.failure() != null && job.receivedAt().plus(GIVE_UP).isBefore(now);
            if (later.failure() != null && tooOld) {
                dead(job, later.failure());
            } else {
                queue.later(
                        job,
                        now.plus(later.pause()),
                        later.failure() == null ? null : later.failure().code(),
                        later.failure() == null ? null : later.failure().detail());
            }
        } else {
            dead(job, ((FetchVerdict.GiveUp) verdict).failure());
        }
    }

    private void dead(Job job, Failure failure) {
        LOG.warn("fetch given up message={} code={} detail={}", job.messageId(), failure.code(), failure.detail());
        failures.dead(job.messageId(), failure);
    }

    private AcceptedDocument child(Job job, FetchPlan fetch, JsonNode record) {
        CardNumberRedaction.Redacted redacted =
                redaction.redact(record.toString().getBytes(StandardCharsets.UTF_8), ProtectedPlaces.of(fetch));
        return new AcceptedDocument(
                ids.next(),
                job.messageId(),
                job.connection(),
                "fetch:" + fetch.name(),
                null,
                Keys.of(fetch.key(), record),
                clock.instant(),
                "application/json",
                Map.of(),
                redacted.body(),
                redacted.originalHmac(),
                Traceparent.continued(job.traceparent()));
    }

    private static JsonNode read(String plan) {
        try {
            return IntakeJson.MAPPER.readTree(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("message.fetch_plan is not JSON: " + plan, e);
        }
    }
}
