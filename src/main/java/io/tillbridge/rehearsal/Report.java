package io.tillbridge.rehearsal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two versions make of the same documents, counted. Reports of disjoint sets of documents add up: see {@link Tally}.
 *
 * @param documents translated under both versions
 * @param differing of those, in which anything differs
 * @param outcomes how many went from which outcome to which
 * @param fields cells that differ, by name
 * @param money the largest difference of any cell, by currency
 * @param newlyFailing dead letters that were none, by code and cell
 * @param newlyPassing translated now, dead letters before
 * @param failingOtherwise dead letters under both, for another reason; by the new reason
 * @param newlyHeld waiting for a key that they did not wait for
 * @param noLongerHeld not waiting any more for a key
 * @param newlyWarning translated, with a warning that they did not have; by the assert's name
 * @param noLongerWarning translated, without a warning that they had
 * @param untouched what no version was asked for: it waits for, or died of, what its flow looks up before
 * @param unreadable what could not be read as the flow says now
 */
public record Report(
        long documents,
        long differing,
        List<Outcome> outcomes,
        List<Field> fields,
        List<Largest> money,
        List<Group> newlyFailing,
        List<Group> newlyPassing,
        List<Group> failingOtherwise,
        List<Group> newlyHeld,
        List<Group> noLongerHeld,
        List<Group> newlyWarning,
        List<Group> noLongerWarning,
        List<Group> untouched,
        List<Group> unreadable) {

    public Report {
        outcomes = List.copyOf(outcomes);
        fields = List.copyOf(fields);
        money = List.copyOf(money);
        newlyFailing = List.copyOf(newlyFailing);
        newlyPassing = List.copyOf(newlyPassing);
        failingOtherwise = List.copyOf(failingOtherwise);
        newlyHeld = List.copyOf(newlyHeld);
        noLongerHeld = List.copyOf(noLongerHeld);
        newlyWarning = kept(newlyWarning);
        noLongerWarning = kept(noLongerWarning);
        untouched = List.copyOf(untouched);
        unreadable = List.copyOf(unreadable);
    }

    /** A report that was stored before warnings were compared has none. */
    private static List<Group> kept(@Nullable List<Group> groups) {
        return groups == null ? List.of() : List.copyOf(groups);
    }

    /** {@code translated}, {@code held} or {@code dead} under each version. */
    public record Outcome(String from, String to, long documents) {}

    /**
     * One field.
     *
     * @param path such as {@code lines[].unitPrice}
     * @param changed documents in which it has another value somewhere
     * @param appeared documents in which it is somewhere new
     * @param vanished documents in which it is somewhere gone
     * @param money differences of the amounts, by currency; empty when it is no money
     * @param examples the newest documents
     */
    public record Field(
            String path, long changed, long appeared, long vanished, List<Money> money, List<Example> examples) {
        public Field {
            money = List.copyOf(money);
            examples = List.copyOf(examples);
        }
    }

    /**
     * Differences of one field in one currency; an absent amount counts as zero.
     *
     * @param cells that differ
     * @param net sum of after less before
     * @param largest after less before of the cell where that is greatest, whatever its sign
     * @param document where it is
     */
    public record Money(String currency, long cells, String net, String largest, String document) {}

    /** The largest difference in a currency: after less before of one cell. */
    public record Largest(String currency, String largest, String field, String document) {}

    /**
     * One cell of one document.
     *
     * @param document message id, or the name of a sample
     * @param before JSON text, a hash when it is personal; null when the cell is new
     * @param after the same; null when the cell is gone
     */
    public record Example(
            String document,
            String path,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * Documents with one cause.
     *
     * @param code of a dead letter, or the key that is waited for
     * @param at the cell, such as {@code lines[].sku}; empty for keys
     * @param examples the newest documents
     */
    public record Group(String code, String at, long documents, List<String> examples) {
        public Group {
            examples = List.copyOf(examples);
        }
    }
}
