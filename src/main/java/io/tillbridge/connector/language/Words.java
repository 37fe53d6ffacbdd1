package io.tillbridge.connector.language;

import io.tillbridge.platform.NearestWord;
import java.util.Collection;
import java.util.Set;

/** Words of the language: the nearest one to a misspelt word, and those that a later version will know. */
final class Words {

    /** Words of the language for which this version has no engine yet. */
    private static final Set<String> LATER = Set.of("column", "jwt", "mtls");

    private Words() {}

    /** Whether the language has the word but this version cannot run it. */
    static boolean later(String word) {
        return LATER.contains(word);
    }

    /** What to do about a word: the nearest known one when it is near enough, else the general advice. */
    static String fix(String word, Collection<String> known, String otherwise) {
        String nearest = NearestWord.of(word, known);
        return nearest == null ? otherwise : "did you mean '" + nearest + "'?";
    }
}
