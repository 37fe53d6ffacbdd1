package io.tillbridge.mapping;

import io.tillbridge.platform.YamlNode;
import java.util.List;

/**
 * What activation rows keep among themselves, so that nobody need guess which version counts or counted: no two for one
 * connection begin together unless the later one withdraws the other, and none reaches behind its own decision unless it
 * says so.
 */
final class ActivationRules {

    private ActivationRules() {}

    /** Records every row that breaks a rule at its place. */
    static void check(List<Activation> rows, List<YamlNode.Place> places) {
        for (int i = 0; i < rows.size(); i++) {
            check(rows.get(i), rows.subList(0, i), places.get(i));
        }
    }

    private static void check(Activation row, List<Activation> earlier, YamlNode.Place place) {
        Integer withdrawn = row.rollbackOf();
        if (withdrawn != null) {
            if (!withdraws(row, withdrawn, earlier)) {
                place.problem(
                        "rollback_unmatched",
                        "rollbackOf: " + withdrawn + " from " + row.from(),
                        "the from of an earlier row of version " + withdrawn + " that counts for these connections",
                        "repeat the from and the connections of the row that is withdrawn");
            }
            return;
        }
        if (earlier.stream().anyMatch(before -> before.from().equals(row.from()) && before.meets(row))) {
            place.problem(
                    "activation_overlap",
                    "from " + row.from() + " again",
                    "one row for a connection and a time",
                    "give it another from, or rollbackOf with the version that it withdraws");
        } else if (row.from().isBefore(row.at())
                && !row.backdate()
                && earlier.stream().anyMatch(before -> before.meets(row))) {
            place.problem(
                    "activation_in_the_past",
                    "from " + row.from() + ", decided at " + row.at(),
                    "a from that is not before at: what came in between was translated by another version",
                    "say a later from, withdraw a version with rollbackOf, or add backdate: true");
        }
    }

    private static boolean withdraws(Activation row, int version, List<Activation> earlier) {
        return row.version() != version
                && earlier.stream()
                        .anyMatch(before -> before.version() == version
                                && before.from().equals(row.from())
                                && before.coversAll(row.connections()));
    }
}
