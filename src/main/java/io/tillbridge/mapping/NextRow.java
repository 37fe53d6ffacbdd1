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
     * A row that withdraws the last one of a version that counts for the connections.
     *
     * @throws ChangeRefused when there is none, or when it is withdrawn already
     */
    static Activation of(RollbackWish wish, List<Activation> rows) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            Activation withdrawn = rows.get(i);
            List<String> connections = wish.connections().isEmpty() ? withdrawn.connections() : wish.connections();
            if (withdrawn.version() == wish.of()
                    && withdrawn.coversAll(connections)
                    && !covered(rows.subList(i + 1, rows.size()), withdrawn, connections)) {
                Activation row = new Activation(
                        wish.to(), withdrawn.from(), wish.at(), wish.by(), wish.why(), connections, wish.of(), false);
                return checked(wish.subject(), rows, row);
            }
        }
        throw new ChangeRefused(
                "nothing_to_roll_back",
                "no row of " + wish.subject() + " V" + wish.of() + " counts"
                        + (wish.connections().isEmpty() ? "" : " for all of " + wish.connections())
                        + "; its rows are in mappings/" + wish.subject().replace('.', '/') + "/activations.yaml");
    }

    /** Whether later rows of the same time stand before it already. */
    private static boolean covered(List<Activation> later, Activation row, List<String> connections) {
        return later.stream().anyMatch(one -> one.from().equals(row.from()) && one.coversAll(connections));
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
