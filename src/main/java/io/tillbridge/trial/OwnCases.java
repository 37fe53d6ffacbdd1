package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.posting.PostingTrial;
import io.tillbridge.posting.PostingTrial.Outcome;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks that a connector's own test file adds: a document, and what is to become of it. */
final class OwnCases {

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();

    private final Bench bench;
    private final List<ConnectorTestFile.Case> cases;
    private final String flow;

    OwnCases(Bench bench, List<ConnectorTestFile.Case> cases, String flow) {
        this.bench = bench;
        this.cases = cases;
        this.flow = flow;
    }

    List<CheckResult> run(Function<TrialDocument, @Nullable AcceptedDocument> accept) {
        return cases.stream()
                .filter(one -> one.flow().equals(flow))
                .map(one -> run(one, accept))
                .toList();
    }

    private CheckResult run(ConnectorTestFile.Case one, Function<TrialDocument, @Nullable AcceptedDocument> accept) {
        TrialDocument document;
        try {
            document = new TrialDocument(one.name(), JSON.readTree(one.document()), one.headers(), "");
        } catch (JsonProcessingException e) {
            return CheckResult.failed(flow, Check.OWN_CASES, one.name() + ": its document is not JSON");
        }
        AcceptedDocument accepted = accept.apply(document);
        List<Outcome> outcomes = accepted == null ? List.of() : bench.posting().of(accepted, Bench::known);
        boolean found = outcomes.stream().anyMatch(outcome -> fits(one, outcome));
        return found
                ? CheckResult.passed(flow, Check.OWN_CASES, one.name())
                : CheckResult.failed(
                        flow,
                        Check.OWN_CASES,
                        one.name() + ": expected " + one.kind() + " " + one.is() + ", found " + outcomes);
    }

    private static boolean fits(ConnectorTestFile.Case one, Outcome outcome) {
        String is = "";
        String kind = "led";
        if (outcome instanceof PostingTrial.Event event) {
            kind = "event";
            is = event.type().word();
        } else if (outcome instanceof PostingTrial.Skipped skipped) {
            kind = "skipped";
            is = skipped.reason();
        } else if (outcome instanceof PostingTrial.Dead dead) {
            kind = "dead_letter";
            is = dead.code();
        } else if (outcome instanceof PostingTrial.Waits waits) {
            kind = "hold";
            is = waits.key().toString();
        } else if (outcome instanceof PostingTrial.Fetching fetching) {
            kind = "fetch";
            is = fetching.fetch();
        } else if (outcome instanceof PostingTrial.Led led) {
            is = led.to();
        }
        return kind.equals(one.kind()) && (one.is().isEmpty() || is.equals(one.is()));
    }
}
