package io.tillbridge.trial;

import io.tillbridge.intake.PullRun;
import java.util.ArrayList;
import java.util.List;

/** One run against a real partner, step by step, sitting out what it is asked to wait. */
final class LiveWalk {

    private final PullRun run;
    private final Recorder recorder;
    private final Patience patience;
    private final List<String> outcomes = new ArrayList<>();

    LiveWalk(PullRun run, Recorder recorder, Patience patience) {
        this.run = run;
        this.recorder = recorder;
        this.patience = patience;
    }

    /** What each step came to. */
    List<String> outcomes() {
        return outcomes;
    }

    /** Reads so many pages, or to the end; false when it came to neither. */
    boolean pages(int most) {
        int pages = 0;
        while (pages < most) {
            PullRun.Outcome outcome = run.step();
            if (outcome instanceof PullRun.Finished) {
                outcomes.add("the last page");
                return true;
            }
            if (outcome instanceof PullRun.Failed failed) {
                outcomes.add("failed: " + failed.code() + ", " + failed.detail());
                return false;
            }
            PullRun.Continue next = (PullRun.Continue) outcome;
            if (next.pause().isZero()) {
                pages++;
                outcomes.add("a page, and there is another");
            } else {
                outcomes.add("asked to wait " + next.pause());
                if (unanswered() || !patience.sitOut(next.pause(), "the budget or the partner asks for it")) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Who is away is not waited for. */
    private boolean unanswered() {
        List<Recorder.Exchange> exchanges = recorder.exchanges();
        return !exchanges.isEmpty() && exchanges.get(exchanges.size() - 1).status() == 0;
    }
}
