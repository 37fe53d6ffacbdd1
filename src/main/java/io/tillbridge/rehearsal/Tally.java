package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Translation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts what two versions make of documents, in bounded memory: fields beyond the first two thousand are one. The order
 * in which documents come does not change the counts. Not thread-safe; tallies of several threads are added.
 */
final class Tally {

    private static final int FIELDS = 2_000;
    private static final String OTHERS = "(other fields)";

    private final int examples;
    private long documents;
    private long differing;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, FieldTally> fields = new TreeMap<>();
    private final Counted newlyFailing;
    private final Counted newlyPassing;
    private final Counted failingOtherwise;
    private final Counted newlyHeld;
    private final Counted noLongerHeld;
    private final Counted newlyWarning;
    private final Counted noLongerWarning;
    private final Counted untouched;
    private final Counted unreadable;

    /**
     * Nothing counted yet.
     *
     * @param examples kept per field and cause
     */
    Tally(int examples) {
        this.examples = examples;
        this.newlyFailing = new Counted(examples);
        this.newlyPassing = new Counted(examples);
        this.failingOtherwise = new Counted(examples);
        this.newlyHeld = new Counted(examples);
        this.noLongerHeld = new Counted(examples);
        this.newlyWarning = new Counted(examples);
        this.noLongerWarning = new Counted(examples);
        this.untouched = new Counted(examples);
        this.unreadable = new Counted(examples);
    }

    /** Counts one document. */
    void add(String document, Translation before, Translation after, Masked masked) {
        documents++;
        outcomes.merge(word(before) + " " + word(after), 1L, Long::sum);
        boolean differs = false;
        if (before instanceof Translation.Translated was && after instanceof Translation.Translated is) {
            differs = cells(document, was.result(), is.result(), masked);
        }
        differs |= failures(document, before, after);
        differs |= holds(document, before, after);
        differs |= warnings(document, before, after);
        differing += differs ? 1 : 0;
    }

    /** Counts a document that no version was asked for. */
    void untouched(String document, String why) {
        untouched.add(why, "", document);
    }

    /** Counts a document that cannot be read. */
    void unreadable(String document, String code) {
        unreadable.add(code, "", document);
    }

    /** Adds what was counted elsewhere. */
    void add(Report other) {
        documents += other.documents();
        differing += other.differing();
        other.outcomes().forEach(one -> outcomes.merge(one.from() + " " + one.to(), one.documents(), Long::sum));
        other.fields().forEach(one -> field(one.path()).add(one));
        newlyFailing.add(other.newlyFailing());
        newlyPassing.add(other.newlyPassing());
        failingOtherwise.add(other.failingOtherwise());
        newlyHeld.add(other.newlyHeld());
        noLongerHeld.add(other.noLongerHeld());
        newlyWarning.add(other.newlyWarning());
        noLongerWarning.add(other.noLongerWarning());
        untouched.add(other.untouched());
        unreadable.add(other.unreadable());
    }

    /** What was counted. */
    Report report() {
        List<Report.Outcome> moves = new ArrayList<>();
        outcomes.forEach((move, count) -> {
            String[] words = move.split(" ", 2);
            moves.add(new Report.Outcome(words[0], words[1], count));
        });
        List<Report.Field> found = new ArrayList<>();
        fields.forEach((path, tally) -> found.add(tally.report(path)));
        return new Report(
                documents,
                differing,
                moves,
                found,
                largest(found),
                newlyFailing.report(),
                newlyPassing.report(),
                failingOtherwise.report(),
                newlyHeld.report(),
                noLongerHeld.report(),
                newlyWarning.report(),
                noLongerWarning.report(),
                untouched.report(),
                unreadable.report());
    }

    private boolean cells(String document, ObjectNode before, ObjectNode after, Masked masked) {
        Map<String, List<CellDifference>> byField = new LinkedHashMap<>();
        for (CellDifference cell : CellDifference.between(before, after)) {
            byField.computeIfAbsent(cell.field(), field -> new ArrayList<>(2)).add(cell);
        }
        byField.forEach((field, cells) -> field(field).add(document, cells, masked));
        return !byField.isEmpty();
    }

    private boolean failures(String document, Translation before, Translation after) {
        if (after instanceof Translation.Untranslatable now) {
            if (!(before instanceof Translation.Untranslatable then)) {
                newlyFailing.add(now.code(), now.at(), document);
                return true;
            }
            if (!then.code().equals(now.code()) || !Counted.field(then.at()).equals(Counted.field(now.at()))) {
                failingOtherwise.add(now.code(), now.at(), document);
                return true;
            }
            return false;
        }
        if (before instanceof Translation.Untranslatable then && after instanceof Translation.Translated) {
            newlyPassing.add(then.code(), then.at(), document);
            return true;
        }
        // One that is held now is counted there
        return false;
    }

    private boolean holds(String document, Translation before, Translation after) {
        String was = before instanceof Translation.Missing held ? held.key().toString() : "";
        String is = after instanceof Translation.Missing held ? held.key().toString() : "";
        if (was.equals(is)) {
            return false;
        }
        if (!is.isEmpty()) {
            newlyHeld.add(is, "", document);
        }
        if (!was.isEmpty()) {
            noLongerHeld.add(was, "", document);
        }
        return true;
    }

    /** What gives no result warns of nothing: it is counted for that. */
    private boolean warnings(String document, Translation before, Translation after) {
        if (!(after instanceof Translation.Translated)) {
            return false;
        }
        Set<String> was = warned(before);
        Set<String> is = warned(after);
        is.stream().filter(one -> !was.contains(one)).forEach(one -> newlyWarning.add(one, "", document));
        was.stream().filter(one -> !is.contains(one)).forEach(one -> noLongerWarning.add(one, "", document));
        return !was.equals(is);
    }

    /** Names of the asserts that warned. */
    private static Set<String> warned(Translation translation) {
        Set<String> warned = new TreeSet<>();
        if (translation instanceof Translation.Translated done) {
            done.warnings().forEach(one -> warned.add(one.substring(0, Math.max(0, one.indexOf(": '")))));
        }
        return warned;
    }

    private FieldTally field(String path) {
        String name = fields.size() < FIELDS || fields.containsKey(path) ? path : OTHERS;
        return fields.computeIfAbsent(name, one -> new FieldTally(examples));
    }

    private static List<Report.Largest> largest(List<Report.Field> fields) {
        Map<String, Report.Largest> largest = new TreeMap<>();
        for (Report.Field field : fields) {
            for (Report.Money money : field.money()) {
                Report.Largest found =
                        new Report.Largest(money.currency(), money.largest(), field.path(), money.document());
                largest.merge(money.currency(), found, Tally::greater);
            }
        }
        return List.copyOf(largest.values());
    }

    private static Report.Largest greater(Report.Largest one, Report.Largest other) {
        int greater = new BigDecimal(other.largest()).abs().compareTo(new BigDecimal(one.largest()).abs());
        return greater > 0 ? other : one;
    }

    private static String word(Translation translation) {
        return translation instanceof Translation.Translated
                ? "translated"
                : translation instanceof Translation.Missing ? "held" : "dead";
    }
}
