package io.tillbridge.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.RecordedDocuments;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Diffs that are asked over the API. They take longer than proxies wait, so each is worked on in the background, one at a
 * time per node on half of its cores, and its state is in PostgreSQL: any node answers and ends it, and no question is worked
 * on twice at a time. A node that dies leaves its diffs to a lease; they are {@code lost} then and may be asked again.
 */
@Component
public final class MappingDiffs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MappingDiffs.class);
    private static final int EXAMPLES = 5;

    private final DiffTable table;
    private final Recording recording;
    private final RecordedDiff diff;
    private final Clock clock;
    private final Map<UUID, Future<?>> own = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newSingleThreadExecutor(task -> daemon(task, "mapping-diffs"));
    private final ScheduledExecutorService leases =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "mapping-diff-leases"));

    public MappingDiffs(DataSource database, ConnectionPlans plans, Clock clock) {
        this.table = new DiffTable(JdbcClient.create(database), UUID.randomUUID());
        this.recording = new Recording(plans);
        this.diff = new RecordedDiff(database, recording, threads());
        this.clock = clock;
        var unused = leases.scheduleWithFixedDelay(this::renew, 5, 5, TimeUnit.SECONDS);
    }

    /** Threads that translate for a diff on a hub: half of the cores, because messages come first. */
    public static int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /**
     * The diff of a question.
     *
     * @param begun whether this asker began it; otherwise an earlier one did
     */
    public record Asked(DiffJob job, boolean begun) {}

    /** The newest message on record, which tells questions apart; null when there is none. */
    public @Nullable UUID newest() {
        return table.newest().orElse(null);
    }

    /**
     * The diff of a question: begun now, behind the others of this node, or by an earlier asker.
     *
     * @param fresh whether one that has ended is begun anew, however young its answer
     */
    public Asked ask(Question question, boolean fresh) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        boolean begun = table.take(id, question, fresh, now);
        if (begun) {
            FutureTask<?> task = new FutureTask<>(() -> run(id, question, now), null);
            own.put(id, task);
            work.execute(task);
        }
        return new Asked(
                table.find(question).orElseThrow(() -> new IllegalStateException("a diff vanished as it was asked")),
                begun);
    }

    /** A diff; empty when there is none, or it was forgotten. */
    public Optional<DiffJob> find(UUID id) {
        return table.find(id);
    }

    /**
     * Ends a diff, whatever node works on it: it stops after the page that is read, at the latest within five
     * seconds of it. One that has ended stays as it is.
     */
    public void cancel(UUID id) {
        table.cancel(id, clock.instant());
        stop(id);
    }

    private void stop(UUID id) {
        Future<?> task = own.remove(id);
        if (task != null) {
            task.cancel(true);
        }
    }

    private void run(UUID id, Question question, Instant asOf) {
        try {
            if (!table.start(id)) {
                return;
            }
            RecordedDocuments.Selection selection = new RecordedDocuments.Selection(
                    question.from().subject(),
                    recording.flows(question.from().subject()),
                    asOf.minus(question.last()),
                    asOf,
                    question.connection(),
                    question.share());
            Report report = diff.run(
                    Versions.of(question.from(), question.to()),
                    selection,
                    question.most(),
                    EXAMPLES,
                    (documents, last) -> table.progress(id, documents, last.receivedAt()));
            table.finish(id, ExactJson.mapper().writeValueAsString(report), null, clock.instant());
        } catch (InterruptedException e) {
            LOG.info("mapping.diff_ended subject={} diff={}", question.from().subject(), id);
        } catch (Exception e) {
            if (!own.containsKey(id)) {
                LOG.info(
                        "mapping.diff_ended subject={} diff={}", question.from().subject(), id);
                return;
            }
            LOG.warn("mapping.diff_failed subject={} cause={}", question.from().subject(), e.toString(), e);
            failed(id, e);
        } finally {
            own.remove(id);
        }
    }

    /** Without the database it cannot even be said; the lease ends. */
    private void failed(UUID id, Exception cause) {
        try {
            String why = cause instanceof JsonProcessingException ? "its report is no JSON" : String.valueOf(cause);
            table.finish(id, null, why, clock.instant());
        } catch (RuntimeException away) {
            LOG.warn("mapping.diff_not_recorded cause={}", away.toString());
        }
    }

    private void renew() {
        try {
            if (!own.isEmpty()) {
                Set<UUID> ids = Set.copyOf(own.keySet());
                table.renew(ids);
                table.gone(ids).forEach(this::stop);
            }
        } catch (RuntimeException e) {
            LOG.warn("mapping.diff_lease cause={}", e.toString());
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // A hint to give way: nothing depends on it
    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    @Override
    public void close() {
        work.shutdownNow();
        leases.shutdownNow();
    }
}
