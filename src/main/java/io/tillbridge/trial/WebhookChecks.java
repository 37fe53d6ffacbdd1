package io.tillbridge.trial;

import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.intake.IntakeTrial;
import io.tillbridge.message.AcceptedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a webhook is accepted: only from its sender, only while it is fresh, and a repeat as a repeat. */
final class WebhookChecks {

    private static final Duration TOO_OLD = Duration.ofHours(2);

    private final Bench bench;
    private final InboundFlow flow;
    private final WebhookSource source;
    private final List<TrialDocument> documents;

    WebhookChecks(Bench bench, InboundFlow flow, WebhookSource source, List<TrialDocument> documents) {
        this.bench = bench;
        this.flow = flow;
        this.source = source;
        this.documents = documents;
    }

    /** Whether deliveries can be signed here. */
    boolean signable() {
        return documents.get(0).bytes(source.documents()) != null
                && signed(documents.get(0), bench.clock().instant(), Bench.SECRET) != null;
    }

    List<CheckResult> run() {
        return List.of(duplicate(), badSignature(), staleTimestamp());
    }

    /**
     * Accepts a document; null when the flow's format cannot say it.
     *
     * @throws IllegalStateException when the hub refuses it; the message says how
     */
    @Nullable
    AcceptedDocument accept(TrialDocument document) {
        if (document.bytes(source.documents()) == null) {
            return null;
        }
        IntakeTrial.Arrival arrival = arrive(document, bench.clock().instant(), Bench.SECRET);
        if (arrival instanceof IntakeTrial.Accepted accepted) {
            return accepted.document();
        }
        throw new IllegalStateException("a delivery signed as the connector says was answered " + arrival);
    }

    private IntakeTrial.Arrival arrive(TrialDocument document, Instant signedAt, String secret) {
        Map<String, String> headers = Objects.requireNonNull(signed(document, signedAt, secret), "signable");
        return bench.intake()
                .arrive(
                        bench.plan(),
                        flow,
                        headers,
                        bytes(document),
                        bench.clock().instant());
    }

    private @Nullable Map<String, String> signed(TrialDocument document, Instant at, String secret) {
        Map<String, String> sent = new TreeMap<>(document.headers());
        sent.put(
                "content-type",
                source.contentTypes().stream().sorted().findFirst().orElse("application/json"));
        ReceiptRule receipt = flow.receipt();
        if (receipt != null && receipt.key() instanceof KeyRule.Header header) {
            sent.putIfAbsent(header.name().toLowerCase(Locale.ROOT), "delivery-" + document.name());
        }
        if (source.match() != null) {
            Satisfied.satisfy(source.match(), document.body().deepCopy(), sent);
        }
        return Signer.headers(source.verify(), bytes(document), sent, at, secret);
    }

    private byte[] bytes(TrialDocument document) {
        return Objects.requireNonNull(document.bytes(source.documents()), "a document that can be said");
    }

    private CheckResult duplicate() {
        for (TrialDocument document : documents) {
            AcceptedDocument first = accept(document);
            AcceptedDocument second = accept(document);
            if (first == null || second == null) {
                return CheckResult.failed(
                        flow.name(), Check.DUPLICATE, document.name() + " cannot be written in the flow's format");
            }
            if (!Objects.equals(first.receiptKey(), second.receiptKey())) {
                return CheckResult.failed(
                        flow.name(),
                        Check.DUPLICATE,
                        "a repeat has another receipt key: " + first.receiptKey() + ", " + second.receiptKey());
            }
            if (flow.receipt() != null && first.receiptKey() == null) {
                return CheckResult.failed(flow.name(), Check.DUPLICATE, document.name() + " has no receipt key");
            }
        }
        return CheckResult.passed(
                flow.name(),
                Check.DUPLICATE,
                flow.receipt() == null ? "recognised by its fact key" : "recognised by its receipt key");
    }

    private CheckResult badSignature() {
        String forged = new StringBuilder(Bench.SECRET).replace(10, 14, "AAAA").toString();
        IntakeTrial.Arrival arrival = arrive(documents.get(0), bench.clock().instant(), forged);
        return arrival instanceof IntakeTrial.Refused refused && refused.status() == 401
                ? CheckResult.passed(flow.name(), Check.BAD_SIGNATURE, "answered 401")
                : CheckResult.failed(flow.name(), Check.BAD_SIGNATURE, "a forged delivery was answered " + arrival);
    }

    private CheckResult staleTimestamp() {
        if (!Signer.timed(source.verify())) {
            return CheckResult.notApplicable(
                    flow.name(), Check.STALE_TIMESTAMP, "its signatures say nothing of when they were made");
        }
        IntakeTrial.Arrival arrival =
                arrive(documents.get(0), bench.clock().instant().minus(TOO_OLD), Bench.SECRET);
        return arrival instanceof IntakeTrial.Refused refused && refused.status() == 401
                ? CheckResult.passed(flow.name(), Check.STALE_TIMESTAMP, "answered 401")
                : CheckResult.failed(
                        flow.name(),
                        Check.STALE_TIMESTAMP,
                        "a delivery of " + TOO_OLD + " ago was answered " + arrival);
    }
}
