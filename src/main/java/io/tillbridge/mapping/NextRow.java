package io.tillbridge.mapping;

import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The row that is appended to a subject's activations for a wish; it keeps the rules of files. */
final class NextRow {

    /** From when a first version counts unless somebody says otherwise: for all that may ever come. */
    private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");

    private NextRow() {}

    /**
     * A row that activates.
     *
     * @param rows of the subject until now
     * @throws ChangeRefused when it breaks a rule
     */
    static Activation of(ActivationWish wish, List<Activation> rows) {
        Instant from = wish.from() == null ? EVER : wish.from();
        Activation row = new Activation(
                wish.version(), from, wish.at(), wish.by(), wish.why(), wish.connections(), null, wish.backdate());
        if (wish.from() == null && rows.stream().anyMatch(row::meets)) {
            throw new ChangeRefused(
                    "from_missing", "another version counts already; say from when this one does: --from " + wish.at());
        }
        return checked(wish.subject(), rows, row);
    }

    /**
     * The rows that withdraw a version: one for each of its rows that counts for the connections of the wish, or for any
     * connection when it names none.
     *
     * @throws ChangeRefused when it counts for none, or not for one that is named
     */
    static List<Activation> of(RollbackWish wish, List<Activation> rows) {
        List<Activation> appended = new ArrayList<>();
        List<String> unmet = new ArrayList<>(wish.connections());
        for (Counting one : Counting.of(wish.of(), rows)) {
            List<String> met = wish.connections().isEmpty() ? one.connections() : one.among(wish.connections());
            unmet.removeAll(met);
            if (wish.connections().isEmpty()) {
                spared(wish, one, rows);
            }
            if (wish.connections().isEmpty() || !met.isEmpty()) {
                Activation row =
                        new Activation(wish.to(), one.from(), wish.at(), wish.by(), wish.why(), met, wish.of(), false);
                List<Activation> before = new ArrayList<>(rows);
                before.addAll(appended);
                appended.add(checked(wish.subject(), before, row));
            }
        }
        if (appended.isEmpty() || !unmet.isEmpty()) {
            throw new ChangeRefused(
                    "nothing_to_roll_back",
                    "no row of " + wish.subject() + " V" + wish.of() + " counts"
                            + (unmet.isEmpty() ? "" : " for " + String.join(", ", unmet)) + "; its rows are in "
                            + ActivationFile.name(wish.subject()));
        }
        return appended;
    }

    /** A row for all would also stand before rows that have a third version count for some. */
    private static void spared(RollbackWish wish, Counting one, List<Activation> rows) {
        for (String connection : one.except()) {
            Activation counts = rows.stream()
                    .filter(row -> row.from().equals(one.from()) && row.covers(connection))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            if (counts.version() != wish.to()) {
                throw new ChangeRefused(
                        "rollback_meets_another",
                        "from " + one.from() + " on V" + counts.version() + " counts for " + connection + ", not V"
                                + wish.of() + "; name the connections for which V" + wish.of()
                                + " is to be withdrawn: --connections");
            }
        }
    }

    private static Activation checked(String subject, List<Activation> rows, Activation row) {
        List<Activation> all = new ArrayList<>(rows);
        all.add(row);
        Problems problems = new Problems();
        String text = ActivationText.file(subject, "event_time", all);
        ActivationFile.read(ActivationFile.name(subject), text.getBytes(StandardCharsets.UTF_8), problems);
        if (!problems.isEmpty()) {
            Problem problem = problems.list().get(0);
            throw new ChangeRefused(
                    problem.rule(),
                    "found " + problem.found() + ", expected " + problem.expected() + "; " + problem.fix());
        }
        return row;
    }
}
