package io.tillbridge.trial;

import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.intake.PullRun;
import io.tillbridge.intake.PullTrial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A poll: run after run, as its schedule would begin them. */
final class PollCaller implements Caller {

    private final Bench bench;
    private final InboundFlow flow;
    private final PollHttpSource source;
    private final List<TrialDocument> documents;
    private @Nullable PullTrial trial;
    private @Nullable PullRun run;

    PollCaller(Bench bench, InboundFlow flow, PollHttpSource source, List<TrialDocument> documents) {
        this.bench = bench;
        this.flow = flow;
        this.source = source;
        this.documents = documents;
    }

    @Override
    public String flow() {
        return flow.name();
    }

    @Override
    public String client() {
        return source.client();
    }

    @Override
    public FakePartner.Behaviour good() {
        return new Listing(source).whole(documents);
    }

    @Override
    public void reset() {
        trial = null;
        run = null;
    }

    PullTrial trial() {
        PullTrial known = trial;
        if (known == null) {
            known = bench.intake().pull(bench.plan(), flow).orElseThrow();
            trial = known;
        }
        return known;
    }

    @Override
    public Step step() {
        PullRun current = run == null ? begin() : run;
        run = current;
        PullRun.Outcome outcome = current.step();
        if (outcome instanceof PullRun.Continue next) {
            return new Step(Step.End.AGAIN, next.pause(), "asked again");
        }
        run = null;
        if (outcome instanceof PullRun.Failed failed) {
            return new Step(Step.End.RUN_ENDED, failed.pause(), "the run ended by " + failed.code());
        }
        PullRun.Finished finished = (PullRun.Finished) outcome;
        return finished.caughtUp()
                ? new Step(Step.End.DONE, Duration.ZERO, "read to its end")
                : new Step(Step.End.AGAIN, Duration.ZERO, "the next window");
    }

    private PullRun begin() {
        if (source.cursor().full() != null) {
            // Two full reads of one millisecond would be one
            bench.clock().advance(Duration.ofMillis(1));
        }
        return trial().begin();
    }

    @Override
    public String disorder(List<FakePartner.Call> calls) {
        int kept = trial().documents().size();
        return kept == documents.size() ? "" : kept + " documents are kept of " + documents.size() + " listed";
    }

    @Override
    public String premature() {
        String place = trial().place();
        return trial().documents().isEmpty() && place == null ? "" : "the place in the source moved: " + place;
    }
}
