package io.tillbridge.intake;

import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.Partners;
import java.time.Clock;

/** Makes the runs of flows that poll an HTTP API. */
final class PollHttp {

    private final Partners partners;
    private final PulledDocuments documents;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final Clock clock;

    PollHttp(Partners partners, PulledDocuments documents, MessageIds ids, CardNumberRedaction redaction, Clock clock) {
        this.partners = partners;
        this.documents = documents;
        this.ids = ids;
        this.redaction = redaction;
        this.clock = clock;
    }

    PullFlow of(RunningFlow flow, PollHttpSource source) {
        return new PullFlow(
                flow,
                source.schedule(),
                (state, lease) -> {
                    HttpPartner partner = partners.http(flow.connection(), source.client());
                    return new PollRun(
                            flow,
                            source,
                            partner,
                            documents,
                            new RecordDocuments(flow, ids, redaction),
                            clock,
                            state == null ? CursorState.START : CursorState.parse(state),
                            lease);
                },
                partners.http(flow.connection(), source.client()).callEnds());
    }
}
