package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One example of a mapping: a document and what becomes of it.
 *
 * @param file where it is said, for people
 * @param name of the folder or the case
 */
public record SampleCase(String file, String name, Mapping mapping, TranslationInput input, Expectation expectation) {

    /** What is to become of the document. */
    public sealed interface Expectation {

        /** For people, without the document. */
        default String told() {
            if (this instanceof DeadLetter dead) {
                return Told.deadLetter(dead.code(), dead.at());
            }
            return this instanceof Hold hold
                    ? "a hold on value map " + hold.map() + (hold.value().isEmpty() ? "" : "/" + hold.value())
                    : Told.RESULT;
        }

        /** Exactly this result. */
        record Equal(JsonNode result) implements Expectation {}

        /** A result that has at least these cells. */
        record Contains(JsonNode part) implements Expectation {}

        /** Untranslatable; an empty {@code at} is not compared. */
        record DeadLetter(String code, String at) implements Expectation {}

        /** Held on a row of a value map; an empty value is not compared. */
        record Hold(String map, String value) implements Expectation {}
    }

    /**
     * What came of it.
     *
     * @param differences empty when the case is green
     * @param unread members of the document that the mapping does not read
     */
    public record Result(
            SampleCase sample, Translation translation, List<JsonDifference> differences, Set<String> unread) {
        public Result {
            differences = List.copyOf(differences);
            unread = Set.copyOf(unread);
        }

        public boolean green() {
            return differences.isEmpty();
        }
    }

    /** Translates and compares. */
    public Result run() {
        Translation translation = mapping.translate(input);
        return new Result(this, translation, compare(translation), mapping.unread(input.document()));
    }

    private List<JsonDifference> compare(Translation translation) {
        if (translation instanceof Translation.Translated translated) {
            if (expectation instanceof Expectation.Equal equal) {
                return JsonDifference.between(equal.result(), translated.result());
            }
            if (expectation instanceof Expectation.Contains contains) {
                return JsonDifference.contained(contains.part(), translated.result());
            }
        }
        List<JsonDifference> differences = new ArrayList<>();
        boolean fits = false;
        if (translation instanceof Translation.Untranslatable failure
                && expectation instanceof Expectation.DeadLetter dead) {
            fits = failure.code().equals(dead.code())
                    && (dead.at().isEmpty() || dead.at().equals(failure.at()));
        }
        if (translation instanceof Translation.Missing missing && expectation instanceof Expectation.Hold hold) {
            String name = missing.key().name();
            fits = hold.value().isEmpty()
                    ? name.startsWith(hold.map() + "/")
                    : name.equals(hold.map() + "/" + hold.value());
        }
        if (!fits) {
            differences.add(new JsonDifference("", expectation.told(), Told.of(translation)));
        }
        return differences;
    }

    @Override
    public String toString() {
        return mapping.subject() + " V" + mapping.version() + " " + name;
    }
}
