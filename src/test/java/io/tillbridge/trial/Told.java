package io.tillbridge.trial;

import io.tillbridge.posting.PostingTrial.Event;
import io.tillbridge.posting.PostingTrial.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of a file: each outcome once, in the words of the rows of outcomes, and every event. */
final class Told {

    private final Set<String> words = new LinkedHashSet<>();
    private final List<Event> events = new ArrayList<>();

    void add(String word) {
        words.add(word);
    }

    void add(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            String word = OutcomeWord.of(outcome);
            if (word != null) {
                words.add(word);
            }
            if (outcome instanceof Event event) {
                events.add(event);
            }
        }
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** All words; or this one when there are none. */
    String words(String otherwise) {
        return words.isEmpty() ? otherwise : String.join("; ", words);
    }
}
