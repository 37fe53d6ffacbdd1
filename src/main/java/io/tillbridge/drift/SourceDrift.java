package io.tillbridge.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.posting.SourcesSeen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks at source documents after they were posted: at all of a stream until its shape is known, then at five a second,
 * one in twenty and all dead letters. What it saw is written down every two seconds; a crash loses that much.
 */
@Component
public final class SourceDrift {

    private static final Logger LOG = LoggerFactory.getLogger(SourceDrift.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ONE_IN = 20;
    /** Documents that wait to be written down: no more are looked at while PostgreSQL is away. */
    private static final int MOST_WAITING = 500;

    private final ShapeRecord record;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<Stream, Watched> streams = new HashMap<>();

    SourceDrift(ShapeRecord record, MeterRegistry metrics, Clock clock) {
        this.record = record;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The documents of one connection for one mapping. */
    record Stream(String connection, String subject) {}

    /** What this node knows of a stream. */
    private static final class Watched {
        private SeenFields waiting = new SeenFields();
        private boolean known;
        private int passed;
        private @Nullable Instant looked;
    }

    /** Never fails: posting does not depend on it. */
    @EventListener
    public void see(SourcesSeen seen) {
        try {
            Instant now = clock.instant();
            synchronized (streams) {
                seen.sources().forEach(source -> see(source, now));
            }
        } catch (RuntimeException e) {
            LOG.error("source.not_looked_at cause={}", e.toString(), e);
        }
    }

    private void see(SourcesSeen.Source source, Instant now) {
        Watched stream =
                streams.computeIfAbsent(new Stream(source.connection(), source.subject()), name -> new Watched());
        boolean due = !stream.known
                || source.dead()
                || ++stream.passed % ONE_IN == 0
                || stream.looked == null
                || !now.isBefore(stream.looked.plus(PAUSE));
        if (due && stream.waiting.documents() < MOST_WAITING) {
            stream.waiting.add(source.document(), source.message());
            stream.looked = now;
        }
    }

    /** Writes down what was seen, and notices what is new in it. */
    @Scheduled(fixedDelayString = "PT2S")
    public void write() {
        Map<Stream, SeenFields> waiting = new HashMap<>();
        synchronized (streams) {
            streams.forEach((name, stream) -> {
                if (stream.waiting.documents() > 0) {
                    waiting.put(name, stream.waiting);
                    stream.waiting = new SeenFields();
                }
            });
        }
        waiting.forEach(this::write);
    }

    private void write(Stream name, SeenFields seen) {
        try {
            ShapeRecord.Noticed noticed = record.write(name, seen);
            synchronized (streams) {
                streams.computeIfAbsent(name, known -> new Watched()).known = noticed.known();
            }
            noticed.drifts().forEach(drift -> tell(name, drift));
            noticed.returned()
                    .forEach(path -> LOG.info(
                            "source.returned connection={} subject={} path={}", name.connection, name.subject, path));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "source.not_written connection={} subject={} cause={}",
                    name.connection,
                    name.subject,
                    e.toString());
        }
    }

    private void tell(Stream name, ShapeRecord.Drift drift) {
        metrics.counter("tillbridge.source.drifts", "kind", drift.kind()).increment();
        LOG.warn(
                "source.drift connection={} subject={} kind={} path={} before={} after={}",
                name.connection,
                name.subject,
                drift.kind(),
                drift.path(),
                drift.before(),
                drift.after());
    }
}
