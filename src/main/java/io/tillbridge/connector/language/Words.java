package io.tillbridge.connector.language;

import io.tillbridge.platform.NearestWord;
import java.util.Collection;

/** Words of the language: the nearest one to a misspelt word. */
final class Words {

    private Words() {}

    /** What to do about a word: the nearest known one when it is near enough, else the general advice. */
    static String fix(String word, Collection<String> known, String otherwise) {
        String nearest = NearestWord.of(word, known);
        return nearest == null ? otherwise : "did you mean '" + nearest + "'?";
    }
}
