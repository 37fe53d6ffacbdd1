package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.Partners;
import io.tillbridge.partner.RequestRenderer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs intake's own code for one flow without PostgreSQL, broker or schedule: what it would keep is kept in memory. */
public final class IntakeTrial {

    private static final byte[] KEY_OF_HASHES = "originals-of-trials".getBytes(StandardCharsets.UTF_8);

    private final Partners partners;
    private final SecretLookup secrets;
    private final MappedPlaces mapped;
    private final Clock clock;
    private final MessageIds ids;
    private final CardNumberRedaction redaction = new CardNumberRedaction(KEY_OF_HASHES);

    /**
     * Trials with these clients and secrets.
     *
     * @param mapped places that the flows' mappings read
     */
    public IntakeTrial(Partners partners, SecretLookup secrets, MappedPlaces mapped, Clock clock) {
        this.partners = partners;
        this.secrets = secrets;
        this.mapped = mapped;
        this.clock = clock;
        this.ids = new MessageIds(clock);
    }

    /** What came of a delivery. */
    public sealed interface Arrival {}

    public record Accepted(AcceptedDocument document) implements Arrival {}

    /**
     * Not accepted.
     *
     * @param code stable, such as {@code unauthentic}
     */
    public record Refused(int status, String code) implements Arrival {}

    /** Runs of a flow that polls, from its very first on; empty for another kind of source. */
    public Optional<PullTrial> pull(ConnectionPlan connection, InboundFlow flow) {
        if (!(flow.source() instanceof PollHttpSource source)) {
            return Optional.empty();
        }
        RunningFlow running = running(connection, flow);
        HttpPartner partner = partners.http(connection, source.client());
        PolledDocuments documents = polled(running, source);
        return Optional.of(new PullTrial(kept -> PollHttp.run(
                running,
                source,
                partner,
                new PageStore(running, kept, kept, PullTrial.LEASE),
                documents,
                kept.state(),
                clock)));
    }

    /**
     * Gives a webhook flow one delivery.
     *
     * @param headers names in lower case
     * @throws IllegalArgumentException when the flow is no webhook
     */
    public Arrival arrive(
            ConnectionPlan connection, InboundFlow flow, Map<String, String> headers, byte[] body, Instant now) {
        if (!(flow.source() instanceof WebhookSource source)) {
            throw new IllegalArgumentException("flow " + flow.name() + " is no webhook");
        }
        RunningFlow running = running(connection, flow);
        HookFlow hook = new HookFlow(
                running.planId(),
                connection,
                flow,
                source,
                SignatureChecks.of(source.verify(), secrets),
                new AcceptKeys(flow),
                running.untouchable());
        AcceptWebhook accept = new AcceptWebhook(
                new HookFlows(),
                ids,
                redaction,
                new RejectedDeliveries(new JdbcTemplate(), new SimpleMeterRegistry()),
                clock);
        IncomingRequest request = new IncomingRequest(
                connection.id(), flow.name(), headers, body, body.length > source.maxBytes(), "127.0.0.1");
        try {
            return new Accepted(accept.accept(hook, request, now));
        } catch (HookRefused refused) {
            return new Refused(refused.refusal().status(), refused.refusal().code());
        }
    }

    /**
     * Reads a file as a flow that reads files would.
     *
     * @param name of the file; one that the flow would not take is cut all the same, without parts of its name
     * @throws UnreadableDocument when the file has to be rejected
     * @throws IllegalArgumentException when the flow reads no files
     */
    public FileTrial file(ConnectionPlan connection, InboundFlow flow, String name, byte[] file)
            throws UnreadableDocument {
        if (!(flow.source() instanceof FilesSource source)) {
            throw new IllegalArgumentException("flow " + flow.name() + " reads no files");
        }
        FileDocuments documents = new FileDocuments(running(connection, flow), source, ids, redaction, clock);
        return FileTrial.of(source, documents, name, file);
    }

    /**
     * The documents of one record of a listing, cut and left out as the flow says.
     *
     * @throws IllegalArgumentException when the flow does not poll
     */
    public List<AcceptedDocument> listed(ConnectionPlan connection, InboundFlow flow, JsonNode record) {
        if (!(flow.source() instanceof PollHttpSource source)) {
            throw new IllegalArgumentException("flow " + flow.name() + " does not poll");
        }
        return polled(running(connection, flow), source).of(record);
    }

    private PolledDocuments polled(RunningFlow running, PollHttpSource source) {
        return new PolledDocuments(
                running,
                new RecordDocuments(running, ids, redaction),
                source.found(),
                source.cursor().full() != null,
                new SimpleMeterRegistry(),
                clock);
    }

    /** What came of a fetch's call. */
    public sealed interface Fetched {}

    public record Found(AcceptedDocument document) implements Fetched {}

    /** Asked again after a pause. */
    public record Later(Duration pause, String code) implements Fetched {}

    /** Given up: a dead letter with this code. */
    public record GivenUp(String code) implements Fetched {}

    /** Makes a fetch's call once. */
    public Fetched fetch(ConnectionPlan connection, FetchPlan fetch, Map<String, String> args) {
        HttpPartner partner = partners.http(connection, fetch.client());
        Answer answer = partner.call(
                RequestRenderer.render(partner.plan(), fetch.request(), PullScope.args(connection, args)), 0);
        FetchVerdict verdict = FetchVerdict.of(answer, fetch);
        if (verdict instanceof FetchVerdict.Found found) {
            return new Found(fetched(connection, fetch, found.record()));
        }
        if (verdict instanceof FetchVerdict.GiveUp gaveUp) {
            return new GivenUp(gaveUp.failure().code());
        }
        FetchVerdict.Later later = (FetchVerdict.Later) verdict;
        return new Later(
                later.pause(),
                later.failure() == null ? "not_called" : later.failure().code());
    }

    private AcceptedDocument fetched(ConnectionPlan connection, FetchPlan fetch, JsonNode record) {
        return new AcceptedDocument(
                ids.next(),
                null,
                connection.id(),
                "fetch:" + fetch.name(),
                null,
                null,
                clock.instant(),
                "application/json",
                Map.of(),
                record.toString().getBytes(StandardCharsets.UTF_8),
                (@Nullable String) null);
    }

    private RunningFlow running(ConnectionPlan connection, InboundFlow flow) {
        return new RunningFlow(
                connection.id() + "." + flow.name() + ".g0",
                connection,
                flow,
                ProtectedPlaces.of(flow, mapped.of(flow.dispatch())));
    }
}
