package io.tillbridge.intake;

import io.tillbridge.intake.PullRun.Continue;
import io.tillbridge.intake.PullRun.Failed;
import io.tillbridge.intake.PullRun.Outcome;
import io.tillbridge.partner.Answer;
import java.time.Duration;

/** What a run does with an answer that is no page. */
final class PollAnswers {

    /** Calls of one page after which the run ends; the schedule starts another. */
    private static final int PATIENCE = 5;

    private static final Duration NEXT_RUN = Duration.ofMinutes(1);

    /** An answer may hold whatever the partner holds. */
    private static final String NOT_SHOWN = "the partner's answer is not logged; make the call by hand to see it";

    private PollAnswers() {}

    /**
     * The outcome of an answer other than a page.
     *
     * @param failures of this page, this answer included
     */
    static Outcome unsuccessful(Answer answer, int failures) {
        if (answer instanceof Answer.Transient unavailable) {
            // Without an answer the detail is our own
            return again(
                    unavailable.code(),
                    unavailable.received() == null ? unavailable.detail() : NOT_SHOWN,
                    unavailable.pause(),
                    failures);
        }
        // A listing changes nothing at the partner: an answer that was lost is simply asked for again
        if (answer instanceof Answer.Unknown unknown) {
            return again(unknown.code(), NOT_SHOWN, unknown.pause(), failures);
        }
        if (answer instanceof Answer.AuthFailed auth) {
            return again("auth_failed", NOT_SHOWN, auth.pause(), failures);
        }
        if (answer instanceof Answer.Refused refused) {
            return new Failed(refused.code(), NOT_SHOWN, NEXT_RUN);
        }
        if (answer instanceof Answer.PauseConnection pause) {
            return new Failed(pause.code(), NOT_SHOWN, Duration.ofHours(1));
        }
        if (answer instanceof Answer.Dropped dropped) {
            return new Failed("dropped", "counted as " + dropped.metric(), NEXT_RUN);
        }
        return new Failed(
                "answer_not_for_polls",
                "the connector's error rows make a " + answer.getClass().getSimpleName() + " of a listing's answer",
                NEXT_RUN);
    }

    private static Outcome again(String code, String detail, Duration pause, int failures) {
        return failures < PATIENCE ? new Continue(pause) : new Failed(code, detail, pause);
    }
}
