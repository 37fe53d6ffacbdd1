package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.ParentListing;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.intake.IntakeTrial;
import io.tillbridge.intake.PullRun;
import io.tillbridge.intake.PullTrial;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.platform.Sha256;
import io.tillbridge.posting.PostingTrial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays recorded exchanges to a flow, one after the other. The flow must ask as it was recorded, come to the listing's end
 * with the last of them, take every record, and none of them may become a dead letter under the newest mapping.
 */
final class CassetteChecks {

    private static final int MOST_STEPS = 400;
    private static final int ATTEMPTS = 3;

    private final Bench bench;
    private final List<Cassette> cassettes;
    private boolean waited;

    CassetteChecks(Bench bench, List<Cassette> cassettes) {
        this.bench = bench;
        this.cassettes = cassettes;
    }

    /** Whether the listing of parents was recorded too. */
    boolean haveParents(PollHttpSource source) {
        ParentListing parent = source.parent();
        return parent != null
                && cassettes.stream()
                        .map(one -> one.uri().split("\\?", 2)[0])
                        .anyMatch(path -> path.endsWith(parent.request().path().toString()));
    }

    CheckResult poll(InboundFlow flow, PollHttpSource source) {
        if (cassettes.isEmpty()) {
            return none(flow.name());
        }
        CheckResult result = played(flow, source);
        // A slow machine takes longer than a trial's client waits, and an answer is lost
        for (int again = 1; again < ATTEMPTS && waited && result.verdict() == CheckResult.Verdict.FAILED; again++) {
            result = played(flow, source);
        }
        return result;
    }

    private CheckResult played(InboundFlow flow, PollHttpSource source) {
        waited = false;
        PullTrial pull = bench.intake().pull(bench.plan(), flow).orElseThrow();
        // Pages by number are walked again until a pass brings nothing new
        int passes = source.pages() instanceof Pages.Numbered || source.pages() instanceof Pages.Offset ? 10 : 1;
        JsonPointer link = source.pages() instanceof Pages.LinkBody body ? body.link() : null;
        script(passes, link);
        String ended = walk(pull);
        String asked = asked(ended.isEmpty());
        List<AcceptedDocument> kept = pull.documents();
        if (!ended.isEmpty() || !asked.isEmpty()) {
            return failed(flow.name(), (ended + " " + asked).strip());
        }
        int listed = source.parent() == null ? listed(flow, source) : kept.size();
        if (kept.size() != listed) {
            return failed(flow.name(), kept.size() + " documents are kept of " + listed + " recorded");
        }
        return translated(flow.name(), kept);
    }

    CheckResult fetch(FetchPlan fetch) {
        String name = "fetch:" + fetch.name();
        if (cassettes.isEmpty()) {
            return none(name);
        }
        List<AcceptedDocument> found = new ArrayList<>();
        for (Cassette cassette : cassettes) {
            bench.fake().always(cassette.behaviour(bench.fake().url(), null));
            Map<String, String> args = RecordedArguments.of(fetch.request(), cassette.uri());
            IntakeTrial.Fetched fetched = bench.intake().fetch(bench.plan(), fetch, args);
            for (int again = 1; again < ATTEMPTS && fetched instanceof IntakeTrial.Later; again++) {
                fetched = bench.intake().fetch(bench.plan(), fetch, args);
            }
            if (!(fetched instanceof IntakeTrial.Found document)) {
                return failed(name, cassette.name() + " was read as " + fetched);
            }
            String difference =
                    AskedAlike.difference(cassette, bench.fake().calls().get(0));
            if (!difference.isEmpty()) {
                return failed(name, difference);
            }
            found.add(document.document());
        }
        return translated(name, found);
    }

    private void script(int passes, @Nullable JsonPointer link) {
        bench.fake().always(FakePartner.answer(410, "{}"));
        for (int pass = 0; pass < passes; pass++) {
            cassettes.forEach(
                    one -> bench.fake().next(one.behaviour(bench.fake().url(), link)));
        }
    }

    /** Why the run did not come to the listing's end; empty when it did. */
    private String walk(PullTrial trial) {
        PullRun run = trial.begin();
        for (int i = 0; i < MOST_STEPS; i++) {
            PullRun.Outcome outcome = run.step();
            if (outcome instanceof PullRun.Failed failed) {
                return "the run ended by " + failed.code() + ": " + failed.detail() + ";";
            }
            if (outcome instanceof PullRun.Continue next) {
                waited |= !next.pause().isZero();
                bench.clock().advance(next.pause());
            } else if (bench.fake().calls().size() >= cassettes.size()) {
                return "";
            } else if (((PullRun.Finished) outcome).caughtUp()) {
                return "read to its end after " + bench.fake().calls().size() + " of " + cassettes.size()
                        + " exchanges;";
            } else {
                run = trial.begin();
            }
        }
        return "no end after " + MOST_STEPS + " steps;";
    }

    /** What was asked otherwise than recorded; empty when nothing was. */
    private String asked(boolean whole) {
        List<FakePartner.Call> calls = bench.fake().calls();
        for (int i = 0; i < calls.size(); i++) {
            String difference = AskedAlike.difference(cassettes.get(i % cassettes.size()), calls.get(i));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return whole && calls.size() % cassettes.size() != 0
                ? calls.size() + " calls for " + cassettes.size() + " exchanges"
                : "";
    }

    private int listed(InboundFlow flow, PollHttpSource source) {
        Set<String> distinct = new HashSet<>();
        for (Cassette cassette : cassettes) {
            for (JsonNode record : cassette.answer().at(source.records())) {
                bench.intake()
                        .listed(bench.plan(), flow, record)
                        .forEach(document -> distinct.add(document.receiptKey() + "\n" + Sha256.hex(document.body())));
            }
        }
        return distinct.size();
    }

    private CheckResult translated(String flow, List<AcceptedDocument> documents) {
        int events = 0;
        for (AcceptedDocument document : documents) {
            for (PostingTrial.Outcome outcome : bench.posting().of(document, Bench::known)) {
                if (outcome instanceof PostingTrial.Dead dead) {
                    return failed(
                            flow,
                            document.businessKey() + " became dead letter " + dead.code() + " at " + dead.at() + ": "
                                    + dead.detail());
                }
                events += outcome instanceof PostingTrial.Event ? 1 : 0;
            }
        }
        return CheckResult.passed(
                flow,
                Check.CASSETTES,
                cassettes.size() + " exchange(s), " + documents.size() + " record(s), " + events + " event(s)");
    }

    private static CheckResult none(String flow) {
        return CheckResult.notApplicable(flow, Check.CASSETTES, "nothing is recorded");
    }

    private static CheckResult failed(String flow, String why) {
        return CheckResult.failed(flow, Check.CASSETTES, why);
    }
}
