package io.tillbridge.rehearsal;

import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Translation;
import io.tillbridge.posting.BatchTranslated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the shadows of this process on one thread of its own. Posting only puts documents into a bounded queue, after its
 * commit, and never waits: what finds it full is dropped and counted. What was found is written every second, so that a
 * crash loses a second of it.
 */
final class ShadowRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowRun.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int EXAMPLES = 5;

    /** Parsed, a document is several times its bytes. */
    private static final long MOST_BYTES = 8L << 20;

    private final Shadows shadows;
    private final Mappings mappings;
    private final Clock clock;
    private final BlockingQueue<Waiting> queue;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<UUID, Counts> counts = new HashMap<>();
    private volatile List<Open> open = List.of();
    private volatile boolean closed;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param longest documents that wait at most
     */
    ShadowRun(Shadows shadows, Mappings mappings, Clock clock, int longest) {
        this.shadows = shadows;
        this.mappings = mappings;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(longest);
    }

    private record Open(Shadow shadow, AtomicLong dropped) {}

    private record Waiting(Open run, BatchTranslated.Live document) {}

    /** What one run found in this process; used by the thread alone. */
    private static final class Counts {
        /** One that began after another of the same run was done with adds to it, never writes over it. */
        private final UUID part = UUID.randomUUID();

        private @Nullable Masked masked;
        private final Tally tally = new Tally(EXAMPLES);
        private final AtomicLong dropped = new AtomicLong();
        private boolean changed;
        private long keptDropped;
    }

    /** On the posting thread: takes what some run wants and returns at once. */
    void onBatch(BatchTranslated batch) {
        Instant now = clock.instant();
        for (Open run : open) {
            if (now.isBefore(run.shadow().endsAt())) {
                batch.of(run.shadow().subject(), document -> offer(run, document));
            }
        }
    }

    private void offer(Open run, BatchTranslated.Live document) {
        if (!run.shadow().takes(document.message(), document.connection())) {
            return;
        }
        boolean room = bytes.get() < MOST_BYTES && queue.offer(new Waiting(run, document));
        if (room) {
            bytes.addAndGet(document.bytes());
        } else {
            run.dropped().incrementAndGet();
        }
    }

    /** Begins to look for runs and to work. */
    void start() {
        Thread thread = new Thread(this::work, "mapping-shadow");
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        long looked = System.nanoTime() - LOOK.toNanos();
        while (!closed) {
            try {
                if (System.nanoTime() - looked >= LOOK.toNanos()) {
                    looked = System.nanoTime();
                    look();
                }
                Waiting next = queue.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    count(next);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("mapping.shadow_failed cause={}", e.toString());
            }
        }
    }

    /** Translates all that waits; for who works without the thread. */
    void drain() {
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            count(next);
        }
    }

    /** Writes what was found, and learns which runs are on. */
    void look() {
        for (Map.Entry<UUID, Counts> one : counts.entrySet()) {
            Counts found = one.getValue();
            long dropped = found.dropped.get();
            if (found.changed || dropped != found.keptDropped) {
                shadows.keep(one.getKey(), found.part, found.tally.report(), dropped, clock.instant());
                found.changed = false;
                found.keptDropped = dropped;
            }
        }
        List<Shadow> running = shadows.running(clock.instant());
        boolean idle = queue.isEmpty();
        counts.keySet()
                .removeIf(
                        id -> idle && running.stream().noneMatch(one -> one.id().equals(id)));
        open = running.stream()
                .map(one -> new Open(one, counts.computeIfAbsent(one.id(), id -> new Counts()).dropped))
                .toList();
    }

    private void count(Waiting waiting) {
        BatchTranslated.Live document = waiting.document();
        bytes.addAndGet(-document.bytes());
        Shadow shadow = waiting.run().shadow();
        Counts found = counts.computeIfAbsent(shadow.id(), id -> new Counts());
        found.changed = true;
        Mapping version = mappings.version(shadow.subject(), shadow.version());
        if (version == null || !version.sha256().equals(shadow.sha256())) {
            found.tally.untouched(document.message().toString(), "version_changed");
            return;
        }
        if (found.masked == null) {
            // Personal in any version: which one translated does not matter
            found.masked = Masked.of(mappings.versions(shadow.subject()).toArray(Mapping[]::new));
        }
        Translation now = Versions.translate(version, document.input(), document.event());
        found.tally.add(document.message().toString(), document.outcome(), now, found.masked);
    }

    /** Ends the thread; what waits, and what was found since the last look, is lost. */
    @Override
    public void close() {
        closed = true;
    }
}
