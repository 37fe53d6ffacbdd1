package io.tillbridge.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.intake.IntakeTrial;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A fetch: the same call until it brings the document. */
final class FetchCaller implements Caller {

    private static final Pattern ARGUMENT = Pattern.compile("args\\.([A-Za-z0-9_]+)");

    private final Bench bench;
    private final FetchPlan fetch;
    private final TrialDocument document;
    private final Map<String, String> args = new HashMap<>();
    private @Nullable IntakeTrial intake;

    FetchCaller(Bench bench, FetchPlan fetch, TrialDocument document) {
        this.bench = bench;
        this.fetch = fetch;
        this.document = document;
        Matcher names = ARGUMENT.matcher(fetch.request().toString());
        while (names.find()) {
            args.put(names.group(1), names.group(1) + "-1");
        }
    }

    @Override
    public String flow() {
        return "fetch:" + fetch.name();
    }

    @Override
    public String client() {
        return fetch.client();
    }

    @Override
    public FakePartner.Behaviour good() {
        if (fetch.record().matches()) {
            return FakePartner.answer(200, document.body().toString());
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Satisfied.set(answer, fetch.record(), document.body());
        return FakePartner.answer(200, answer.toString());
    }

    @Override
    public void reset() {
        intake = null;
    }

    @Override
    public Step step() {
        IntakeTrial current = intake == null ? bench.intake() : intake;
        intake = current;
        IntakeTrial.Fetched fetched = current.fetch(bench.plan(), fetch, args);
        if (fetched instanceof IntakeTrial.Found) {
            return new Step(Step.End.DONE, Duration.ZERO, "found");
        }
        if (fetched instanceof IntakeTrial.GivenUp gaveUp) {
            return new Step(Step.End.DEAD, Duration.ZERO, gaveUp.code());
        }
        IntakeTrial.Later later = (IntakeTrial.Later) fetched;
        return new Step(Step.End.AGAIN, later.pause(), later.code());
    }

    @Override
    public String disorder(List<FakePartner.Call> calls) {
        long different = calls.stream().map(FakePartner.Call::uri).distinct().count();
        return different == 1 ? "" : "the repetitions asked for " + different + " different things";
    }

    @Override
    public String premature() {
        return "";
    }
}
