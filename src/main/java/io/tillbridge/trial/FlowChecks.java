package io.tillbridge.trial;

import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.partner.NoPathValueException;
import io.tillbridge.platform.HomeFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which checks are there for which kind of flow, and in which order: what one has said no later one says again. */
final class FlowChecks {

    private static final int ATTEMPTS = 3;

    private final Bench bench;
    private final HomeFiles home;
    private final ConnectorTestFile test;
    private final List<CheckResult> results = new ArrayList<>();

    FlowChecks(Bench bench, HomeFiles home, ConnectorTestFile test) {
        this.bench = bench;
        this.home = home;
        this.test = test;
    }

    /** What was found so far. */
    List<CheckResult> results() {
        return List.copyOf(results);
    }

    void inbound(InboundFlow flow) {
        List<TrialDocument> documents = FlowDocuments.of(
                bench,
                flow.dispatch(),
                flow.key(),
                flow.receipt() == null ? flow.key() : flow.receipt().key());
        Function<TrialDocument, @Nullable AcceptedDocument> accept = document -> arrived(flow.name(), document);
        String raw = new RawSamples(bench, home, flow).difference();
        if (!raw.isEmpty()) {
            results.add(CheckResult.failed(flow.name(), Check.DOCUMENTS, raw));
        }
        if (documents.isEmpty()) {
            results.add(CheckResult.failed(
                    flow.name(), Check.DOCUMENTS, "no mapping that it names has a sample that one of its rows takes"));
        } else if (flow.source() instanceof WebhookSource source) {
            WebhookChecks checks = new WebhookChecks(bench, flow, source, documents);
            if (checks.signable()) {
                results.addAll(checks.run());
                accept = checks::accept;
            } else {
                notRun(
                        flow.name(),
                        "no delivery can be signed here",
                        List.of(Check.BAD_SIGNATURE, Check.STALE_TIMESTAMP));
            }
        } else if (flow.source() instanceof PollHttpSource source) {
            poll(flow, source, documents);
        }
        if (!documents.isEmpty()) {
            rows(new DocumentChecks(flow.name(), bench, flow.dispatch(), flow.stale(), documents, accept));
        }
        new OwnCases(bench, test.cases(), flow.name()).run(accept).forEach(results::add);
    }

    private void poll(InboundFlow flow, PollHttpSource source, List<TrialDocument> samples) {
        Condition where = source.found().where();
        // A full read knows one state of a key
        Set<String> keys = new HashSet<>();
        List<TrialDocument> documents = samples.stream()
                .filter(one -> where == null || Conditions.holds(where, one.body()))
                .filter(one ->
                        source.cursor().full() == null || keys.add(String.valueOf(Keys.of(flow.key(), one.body()))))
                .toList();
        String unknown = documents.isEmpty() ? "its where takes no sample" : new Listing(source).unknown();
        if (unknown.isEmpty()) {
            Aside.parents(bench.fake(), source, () -> {
                results.addAll(steadily(() -> new PollChecks(bench, flow, source, documents).run()));
                faults(new PollCaller(bench, flow, source, documents), source.client());
            });
        } else {
            notRun(flow.name(), unknown, List.of(Check.PAGING_END, Check.REPEATED_TOKEN));
            notRun(flow.name(), unknown, HttpFaults.CHECKS);
        }
        CassetteChecks cassettes = cassettes(flow.name());
        Runnable play = () -> results.add(cassettes.poll(flow, source));
        if (cassettes.haveParents(source)) {
            play.run();
        } else {
            Aside.parents(bench.fake(), source, play);
        }
    }

    private CassetteChecks cassettes(String flow) {
        return new CassetteChecks(bench, Cassette.of(home, bench.plan().connector(), flow));
    }

    private void notRun(String flow, String why, List<Check> checks) {
        checks.forEach(check -> results.add(CheckResult.notRun(flow, check, why)));
    }

    void fetch(FetchPlan fetch) {
        String name = "fetch:" + fetch.name();
        List<TrialDocument> documents = FlowDocuments.of(bench, fetch.dispatch(), fetch.key());
        if (documents.isEmpty()) {
            results.add(CheckResult.failed(
                    name, Check.DOCUMENTS, "no mapping that it names has a sample that one of its rows takes"));
            return;
        }
        faults(new FetchCaller(bench, fetch, documents.get(0)), fetch.client());
        // A fetch of a flow's name has a folder of its own
        boolean taken = bench.plan().inbound().containsKey(fetch.name());
        results.add(cassettes(taken ? "fetch_" + fetch.name() : fetch.name()).fetch(fetch));
        Function<TrialDocument, @Nullable AcceptedDocument> accept = document -> arrived(name, document);
        rows(new DocumentChecks(name, bench, fetch.dispatch(), fetch.stale(), documents, accept));
        new OwnCases(bench, test.cases(), name).run(accept).forEach(results::add);
    }

    void outbound(OutboundFlow flow) {
        PushChecks checks = new PushChecks(bench, flow);
        try {
            results.addAll(checks.run());
            PushCaller caller = checks.caller();
            if (caller != null) {
                faults(caller, flow.client());
            }
        } catch (NoPathValueException incomplete) {
            results.add(CheckResult.failed(
                    flow.name(),
                    Check.DOCUMENTS,
                    incomplete.detail() + "; a sample's context.yaml says under resolved what is looked up"));
        }
    }

    private void faults(Caller caller, String client) {
        HttpClientPlan http = bench.http(client);
        if (http != null) {
            add(steadily(() -> new HttpFaults(caller, bench.fake(), bench.clock(), http).run()));
        }
    }

    /** A slow machine takes longer than a trial's client waits, and an answer is lost; what fails each time is a failure. */
    private static List<CheckResult> steadily(Supplier<List<CheckResult>> checks) {
        List<CheckResult> found = checks.get();
        for (int again = 1; again < ATTEMPTS && failed(found); again++) {
            found = checks.get();
        }
        return found;
    }

    private static boolean failed(List<CheckResult> found) {
        return found.stream().anyMatch(result -> result.verdict() == CheckResult.Verdict.FAILED);
    }

    private void rows(DocumentChecks checks) {
        add(checks.run());
    }

    /** Adds what no other check has said about the flow; a flow's own way in knows better than what is true of all. */
    private void add(List<CheckResult> found) {
        for (CheckResult result : found) {
            boolean said = results.stream()
                    .anyMatch(known -> known.flow().equals(result.flow()) && known.check() == result.check());
            if (!said || result.verdict() == CheckResult.Verdict.FAILED) {
                results.add(result);
            }
        }
    }

    private @Nullable AcceptedDocument arrived(String flow, TrialDocument document) {
        byte[] body = document.bytes(bench.plan().documents(flow));
        if (body == null) {
            return null;
        }
        return new AcceptedDocument(
                UUID.randomUUID(),
                null,
                bench.plan().id(),
                flow,
                null,
                null,
                bench.clock().instant(),
                "application/json",
                document.headers(),
                body,
                null);
    }
}
