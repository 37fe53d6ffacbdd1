package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.FetchQueue.Job;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.NoPathValueException;
import io.tillbridge.partner.PartnerRequest;
import io.tillbridge.partner.RequestRenderer;
import io.tillbridge.partner.Traceparent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Claims one fetch, makes its call in the event's trace and settles it: what a call needs is at hand before anything is
 * claimed.
 */
final class FetchCalls {

    /** From the claim to the beginning of the call at most; the claim is longer by it than the call can last. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    private final FetchQueue queue;
    private final FetchSettlement settlement;

    FetchCalls(FetchQueue queue, FetchSettlement settlement) {
        this.queue = queue;
        this.settlement = settlement;
    }

    /**
     * One fetch of a connection through a client that has admitted a call; the admission is used or given back.
     *
     * @throws SQLException the outcome was not written; the claim ends by itself
     */
    FetchStep take(ConnectionPlan connection, HttpPartner client) throws SQLException {
        long began = System.nanoTime();
        boolean called = false;
        try {
            Optional<Job> claimed = queue.claim(connection.id(), others(connection, client), length(client));
            if (claimed.isEmpty()) {
                return new FetchStep.NoneDue();
            }
            Job job = claimed.get();
            FetchArguments asked = FetchArguments.of(job);
            FetchPlan fetch = connection.fetches().get(asked.fetch());
            if (fetch == null) {
                settlement.unknown(job, asked.fetch());
                return new FetchStep.Settled();
            }
            FetchVerdict verdict;
            try {
                PartnerRequest request = RequestRenderer.render(
                                client.plan(), fetch.request(), PullScope.args(connection, asked.args()))
                        .with(Traceparent.HEADER, Traceparent.continued(job.traceparent()));
                if (System.nanoTime() - began > MARGIN.toNanos()) {
                    settlement.settle(job, fetch, new FetchVerdict.Later(Duration.ZERO, null));
                    return new FetchStep.Settled();
                }
                called = true;
                verdict = FetchVerdict.of(client.callAdmitted(request, job.attempt() - 1), fetch);
            } catch (NoPathValueException incomplete) {
                verdict = FetchVerdict.incomplete(fetch, incomplete);
            } catch (RuntimeException defect) {
                verdict = FetchVerdict.defect(job.messageId(), fetch, defect);
            }
            settlement.settle(job, fetch, verdict);
            return new FetchStep.Settled();
        } finally {
            if (!called) {
                client.gate().giveBack();
            }
        }
    }

    /** Fetches that go through another client, and must not be claimed with this one's admission. */
    private static Set<String> others(ConnectionPlan connection, HttpPartner client) {
        return connection.fetches().values().stream()
                .filter(fetch -> !fetch.client().equals(client.plan().name()))
                .map(FetchPlan::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Duration length(HttpPartner client) {
        return client.callEnds().plus(MARGIN);
    }
}
