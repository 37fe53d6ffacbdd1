package io.tillbridge.trial;

import static io.tillbridge.trial.FakePartner.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.HttpClientPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What an HTTP partner can do to a caller. After every fault the call must work in the end, and nothing be lost or doubled. */
final class HttpFaults {

    /** What it checks. */
    static final List<Check> CHECKS = List.of(
            Check.RATE_LIMIT,
            Check.RATE_LIMIT_BARE,
            Check.UNAUTHORIZED,
            Check.SERVER_ERRORS,
            Check.CUT_CONNECTION,
            Check.TIME_OUT,
            Check.ERROR_BODY,
            Check.SLOW_DRIP);

    /** More than a run's patience, and enough to open the breaker. */
    private static final int STORM = 8;

    private static final int MOST_STEPS = 400;
    private static final int ASKED = 7;

    /** What is dropped ends well, and so does a call that is repeated at once with new credentials. */
    private static final Set<ErrorRule.Action> PASSED_OVER =
            Set.of(ErrorRule.Action.COUNT_AND_DROP, ErrorRule.Action.REFRESH_AUTH);

    private final Caller caller;
    private final FakePartner fake;
    private final TrialClock clock;
    private final HttpClientPlan client;

    HttpFaults(Caller caller, FakePartner fake, TrialClock clock, HttpClientPlan client) {
        this.caller = caller;
        this.fake = fake;
        this.clock = clock;
        this.client = client;
    }

    List<CheckResult> run() {
        List<CheckResult> results = new ArrayList<>();
        results.add(check(Check.RATE_LIMIT, () -> limited(answer(429, "{}", "Retry-After", String.valueOf(ASKED)))));
        results.add(check(Check.RATE_LIMIT_BARE, () -> recovers(answer(429, "{}"))));
        results.add(check(Check.UNAUTHORIZED, () -> outlasts(answer(401, "{}"))));
        results.add(check(Check.SERVER_ERRORS, () -> outlasts(answer(503, "busy"))));
        results.add(check(Check.CUT_CONNECTION, () -> recovers(FakePartner.CUT)));
        results.add(check(Check.TIME_OUT, () -> recovers(FakePartner.SILENCE)));
        results.add(errorBody());
        results.add(check(Check.SLOW_DRIP, this::drips));
        return results;
    }

    private CheckResult check(Check check, Supplier<Found> run) {
        caller.reset();
        fake.always(caller.good());
        Found found = run.get();
        return found.fine()
                ? CheckResult.passed(caller.flow(), check, found.word())
                : CheckResult.failed(caller.flow(), check, found.word());
    }

    private record Found(boolean fine, String word) {}

    private Found limited(FakePartner.Behaviour limit) {
        fake.next(limit);
        Step first = firstCall();
        if (first.end() != Step.End.AGAIN) {
            return new Found(false, "the limit was read as " + first.word());
        }
        if (first.pause().compareTo(Duration.ofSeconds(ASKED)) < 0) {
            return new Found(false, "waits " + first.pause() + " where the partner asked for " + ASKED + " seconds");
        }
        int before = fake.calls().size();
        caller.step();
        if (fake.calls().size() != before) {
            return new Found(false, "called again before the " + ASKED + " seconds were over");
        }
        clock.advance(first.pause());
        return worksInTheEnd("waited " + ASKED + " seconds, then worked");
    }

    private Found recovers(FakePartner.Behaviour fault) {
        fake.next(fault);
        Step first = firstCall();
        if (first.end() == Step.End.DONE || first.end() == Step.End.DEAD) {
            return new Found(false, "one such answer was read as " + first.word());
        }
        String premature = caller.premature();
        if (!premature.isEmpty()) {
            return new Found(false, premature);
        }
        pause(first);
        return worksInTheEnd(first.word() + ", then worked");
    }

    private Found drips() {
        Found found = recovers(FakePartner.DRIP);
        return fake.outlasted() == 0
                ? found
                : new Found(false, "the call stayed for the last drop, long after its time was over");
    }

    /** The first step that calls; the one before it may have read a listing of parents, which is answered aside. */
    private Step firstCall() {
        Step step = caller.step();
        boolean aside = fake.calls().isEmpty()
                && step.end() == Step.End.AGAIN
                && step.pause().isZero();
        return aside ? caller.step() : step;
    }

    private Found outlasts(FakePartner.Behaviour fault) {
        for (int i = 0; i < STORM; i++) {
            fake.next(fault);
        }
        String word = "";
        for (int i = 0; i < MOST_STEPS && fake.calls().size() < STORM; i++) {
            Step step = caller.step();
            word = step.word();
            if (step.end() == Step.End.DONE || step.end() == Step.End.DEAD) {
                return new Found(false, "after " + fake.calls().size() + " such answers it was read as " + word);
            }
            if (!caller.premature().isEmpty()) {
                return new Found(false, caller.premature());
            }
            pause(step);
        }
        return worksInTheEnd(word + " for " + STORM + " calls, then worked");
    }

    private Found worksInTheEnd(String story) {
        for (int i = 0; i < MOST_STEPS; i++) {
            Step step = caller.step();
            if (step.end() == Step.End.DONE) {
                String disorder = caller.disorder(fake.calls());
                return new Found(disorder.isEmpty(), disorder.isEmpty() ? story : disorder);
            }
            if (step.end() == Step.End.DEAD) {
                return new Found(false, "given up as " + step.word());
            }
            pause(step);
        }
        return new Found(false, "did not work again after the fault was over");
    }

    private void pause(Step step) {
        Duration least = Duration.ofSeconds(1);
        clock.advance(step.pause().compareTo(least) < 0 ? least : step.pause());
    }

    /** A success by its status that the connector's own rows read as a failure. */
    private CheckResult errorBody() {
        for (ErrorRule rule : client.errors()) {
            JsonNode body = Satisfied.answer(rule.when());
            if (body == null || PASSED_OVER.contains(rule.action())) {
                continue;
            }
            return check(Check.ERROR_BODY, () -> read(rule.when(), body));
        }
        return CheckResult.notApplicable(
                caller.flow(), Check.ERROR_BODY, "no row of the client's errors looks into the body of a 200");
    }

    private Found read(Condition when, JsonNode body) {
        fake.next(answer(200, body.toString()));
        Step step = caller.step();
        return step.end() != Step.End.DONE && caller.premature().isEmpty()
                ? new Found(true, "read as " + step.word())
                : new Found(false, "a 200 that matches " + when + " was taken as a success");
    }
}
