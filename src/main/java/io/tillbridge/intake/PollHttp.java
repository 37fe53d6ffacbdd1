package io.tillbridge.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.connector.ParentListing;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.message.FullReads;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.Lease;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the runs of flows that poll an HTTP API. */
final class PollHttp {

    private final Partners partners;
    private final PulledDocuments pulled;
    private final FullReads full;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final MeterRegistry meters;
    private final Clock clock;

    PollHttp(
            Partners partners,
            PulledDocuments pulled,
            FullReads full,
            MessageIds ids,
            CardNumberRedaction redaction,
            MeterRegistry meters,
            Clock clock) {
        this.partners = partners;
        this.pulled = pulled;
        this.full = full;
        this.ids = ids;
        this.redaction = redaction;
        this.meters = meters;
        this.clock = clock;
    }

    PullFlow of(RunningFlow flow, PollHttpSource source) {
        Duration call = partners.http(flow.connection(), source.client()).callEnds();
        return new PullFlow(
                flow,
                source.schedule(),
                new Runs(flow, source),
                source.job() == null ? call : call.plus(ExportRun.DOWNLOAD));
    }

    private final class Runs implements PullFlow.Runs {

        private final RunningFlow flow;
        private final PollHttpSource source;

        private Runs(RunningFlow flow, PollHttpSource source) {
            this.flow = flow;
            this.source = source;
        }

        @Override
        public PullRun begin(@Nullable String state, Lease lease) {
            return run(
                    flow,
                    source,
                    partners.http(flow.connection(), source.client()),
                    new PageStore(flow, pulled, full, lease),
                    documents(flow, source),
                    state,
                    clock);
        }

        @Override
        public boolean unfinished(String state) {
            return CursorState.parse(state).run() != null;
        }
    }

    /** A run from a place on; null for the very first. */
    static PullRun run(
            RunningFlow flow,
            PollHttpSource source,
            HttpPartner partner,
            PageStore store,
            PolledDocuments documents,
            @Nullable String state,
            Clock clock) {
        PollCursor cursor = new PollCursor(
                flow.connection(),
                source.cursor(),
                state == null ? CursorState.START : CursorState.parse(state),
                clock.instant());
        if (source.job() != null) {
            return new ExportRun(source, source.job(), partner, store, documents, cursor, clock);
        }
        ParentListing parent = source.parent();
        return new PollRun(
                source,
                listing(partner, source, source.request()),
                parent == null
                        ? null
                        : new Listing(partner, parent.request(), parent.records(), false, parent.pages(), false),
                store,
                documents,
                cursor);
    }

    static Listing listing(HttpPartner partner, PollHttpSource source, RequestTemplate request) {
        return new Listing(
                partner,
                request,
                source.records(),
                source.found().mayBeAbsent(),
                source.pages(),
                source.keyedByCursor());
    }

    PolledDocuments documents(RunningFlow flow, PollHttpSource source) {
        return new PolledDocuments(
                flow,
                new RecordDocuments(flow, ids, redaction),
                source.found(),
                source.cursor().full() != null,
                meters,
                clock);
    }
}
