package io.tillbridge.trial;

import io.tillbridge.posting.PostingTrial;
import org.jspecify.annotations.Nullable;

/** What became of a document, in the words of the rows of outcomes. */
final class OutcomeWord {

    private OutcomeWord() {}

    /** Null for what only leads to others. */
    static @Nullable String of(PostingTrial.Outcome outcome) {
        if (outcome instanceof PostingTrial.Event event) {
            return event.type().word();
        }
        if (outcome instanceof PostingTrial.Dead dead) {
            return ("dead " + dead.code() + " " + dead.at()).strip();
        }
        if (outcome instanceof PostingTrial.Skipped skipped) {
            return "skipped " + skipped.reason();
        }
        if (outcome instanceof PostingTrial.Waits waits) {
            return "held " + waits.key();
        }
        if (outcome instanceof PostingTrial.Fetching fetching) {
            return "fetches " + fetching.fetch().replaceAll("^\\{\"fetch\":\"([^\"]*)\".*$", "$1");
        }
        String led = ((PostingTrial.Led) outcome).to();
        return led.startsWith("poll ") ? "triggers " + led.substring("poll ".length()) : null;
    }
}
