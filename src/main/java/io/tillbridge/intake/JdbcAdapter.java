package io.tillbridge.intake;

import io.tillbridge.connector.JdbcClientPlan;
import io.tillbridge.connector.JdbcSource;
import io.tillbridge.connector.Source;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.HostGuard;
import io.tillbridge.partner.PlanSecrets;
import java.time.Clock;
import java.time.Duration;

/** Databases: gives the flow its schedule. */
final class JdbcAdapter implements SourceAdapter {

    private static final Duration CONNECTING = Duration.ofMinutes(1);

    private final Pulls pulls;
    private final JdbcDrivers drivers;
    private final PlanSecrets secrets;
    private final HostGuard hosts;
    private final PulledDocuments documents;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final Clock clock;

    JdbcAdapter(
            Pulls pulls,
            JdbcDrivers drivers,
            PlanSecrets secrets,
            HostGuard hosts,
            PulledDocuments documents,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock) {
        this.pulls = pulls;
        this.drivers = drivers;
        this.secrets = secrets;
        this.hosts = hosts;
        this.documents = documents;
        this.ids = ids;
        this.redaction = redaction;
        this.clock = clock;
    }

    @Override
    public String template() {
        return "jdbc-in";
    }

    @Override
    public boolean serves(Source source) {
        return source instanceof JdbcSource;
    }

    @Override
    public void open(RunningFlow flow) {
        JdbcSource source = (JdbcSource) flow.flow().source();
        if (!(flow.connection().clients().get(source.client()) instanceof JdbcClientPlan client)) {
            throw new IllegalStateException(flow.planId() + " names a client that is no database: " + source.client());
        }
        JdbcDatabase database = new JdbcDatabase(flow.connection(), client, drivers, secrets, hosts);
        RecordDocuments records = new RecordDocuments(flow, ids, redaction);
        int fields = source.cursor().fields().size();
        pulls.put(new PullFlow(
                flow,
                source.schedule(),
                (state, lease) -> new JdbcRun(
                        flow,
                        source,
                        database,
                        documents,
                        records,
                        clock,
                        state == null ? JdbcPlace.START : JdbcPlace.parse(state, fields),
                        lease),
                client.timeout().multipliedBy(1L + source.children().size()).plus(CONNECTING)));
    }

    @Override
    public void closing(String planId) {
        pulls.remove(planId);
    }
}
