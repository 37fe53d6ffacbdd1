package io.tillbridge.authoring.draft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is told of a new connector: guesses with their evidence, what a person must decide, what was not taken over. */
public final class Notes {

    private final Set<String> guessed = new LinkedHashSet<>();
    private final Set<String> decide = new LinkedHashSet<>();
    private final Set<String> left = new LinkedHashSet<>();

    /** A guess and what it was made from. */
    public void guessed(String sentence) {
        guessed.add(sentence);
    }

    /** Something that only a person knows; the files say something that lints clean meanwhile. */
    public void decide(String sentence) {
        decide.add(sentence);
    }

    /** A part of a description that no file says. */
    public void notTakenOver(String sentence) {
        left.add(sentence);
    }

    public List<String> guesses() {
        return new ArrayList<>(guessed);
    }

    public List<String> decisions() {
        return new ArrayList<>(decide);
    }

    public List<String> leftOut() {
        return new ArrayList<>(left);
    }
}
