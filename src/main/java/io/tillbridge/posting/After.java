package io.tillbridge.posting;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.DocumentsReady;
import io.tillbridge.message.FetchesDue;
import io.tillbridge.message.PollRequested;
import io.tillbridge.outbox.LaneSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What is told to the rest of the process once a batch is committed: metrics, delivery workers, polls, the log. */
@Component
final class After {

    private static final Logger LOG = LoggerFactory.getLogger(Posting.class);

    private final MeterRegistry metrics;
    private final LaneSignals signals;
    private final ApplicationEventPublisher events;

    After(MeterRegistry metrics, LaneSignals signals, ApplicationEventPublisher events) {
        this.metrics = metrics;
        this.signals = signals;
        this.events = events;
    }

    void committed(BatchTransaction.Result result, List<PollRequested> polls) {
        signals.signal(result.due());
        polls.forEach(events::publishEvent);
        events.publishEvent(new BatchTranslated(result.works()));
        events.publishEvent(seen(result.works()));
        events.publishEvent(TopicsHeard.of(result.works()));
        for (Work work : result.works()) {
            count(work);
            if (result.reused().contains(work.ready.document().messageId())) {
                reused(work.ready.document());
            }
        }
        if (result.works().stream().anyMatch(work -> work.verdict instanceof Verdict.Fetching)) {
            events.publishEvent(new FetchesDue());
        }
        if (result.released() > 0) {
            events.publishEvent(new DocumentsReady());
            metrics.counter("tillbridge.messages.released").increment(result.released());
        }
    }

    /** Repeats say nothing new of their source. */
    private static SourcesSeen seen(List<Work> works) {
        List<SourcesSeen.Source> sources = new ArrayList<>(works.size());
        for (Work work : works) {
            boolean repeat = work.verdict instanceof Verdict.Skipped skipped
                    && skipped.reason().equals("repeat");
            if (work.route != null && !repeat) {
                sources.add(new SourcesSeen.Source(
                        work.route.plan().id(),
                        work.route.mapping(),
                        work.ready.document().messageId(),
                        work.route.document(),
                        work.verdict instanceof Verdict.Dead));
            }
        }
        return new SourcesSeen(sources);
    }

    /** Such a document went on; a sender that does it often has a delivery id that is none. */
    private void reused(AcceptedDocument document) {
        metrics.counter("tillbridge.receipts.reused", "connection", document.connection(), "flow", document.flow())
                .increment();
    }

    private void count(Work work) {
        Verdict verdict = work.verdict;
        String connection = work.ready.document().connection();
        if (verdict == null) {
            return;
        }
        String outcome = verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        metrics.counter("tillbridge.messages", "outcome", outcome, "connection", connection)
                .increment();
        if (verdict instanceof Verdict.Dead dead) {
            LOG.warn(
                    "message.dead message={} connection={} flow={} code={} at={}",
                    work.ready.document().messageId(),
                    connection,
                    work.ready.document().flow(),
                    dead.failure().code(),
                    dead.failure().at());
        } else if (verdict instanceof Verdict.Held held) {
            LOG.info(
                    "message.held message={} connection={} key={}",
                    work.ready.document().messageId(),
                    connection,
                    held.key());
        }
    }
}
