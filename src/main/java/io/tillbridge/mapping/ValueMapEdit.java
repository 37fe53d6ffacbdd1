package io.tillbridge.mapping;

import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The next version of a value map: every rule of its file holds. */
public final class ValueMapEdit {

    private ValueMapEdit() {}

    /**
     * The next version as a file.
     *
     * @param map what it says
     * @param order what is to be known of the order of the rows, in words
     */
    public record Next(ValueMap map, String text, List<String> order) {
        public Next {
            order = List.copyOf(order);
        }
    }

    /**
     * With these rows; one that has the keys and the {@code from} of a row takes its place, so a {@code to} ends it. In a map
     * of several columns another one stands before the first row that would always answer for it, else it is the last.
     *
     * @throws ChangeRefused when a rule of value maps refuses them, or when nothing would change
     */
    public static Next with(ValueMap before, List<ValueMapRow> wanted) {
        List<ValueMap.Row> rows = new ArrayList<>(before.rows());
        List<String> order = new ArrayList<>();
        for (ValueMapRow one : wanted) {
            if (one.keys().size() != before.columns().size()) {
                throw new ChangeRefused("wrong_columns", one.keys() + " is no key of the columns " + before.columns());
            }
            ValueMap.Row row = new ValueMap.Row(normal(before, one.keys()), one.target(), one.from(), one.to());
            int at = place(rows, row);
            int answering = RowOrder.answering(rows, at < 0 ? rows.size() : at, row);
            if (answering >= 0) {
                order.add(order(row, at < 0, answering, rows.get(answering)));
            }
            if (at >= 0) {
                rows.set(at, row);
            } else {
                rows.add(answering < 0 ? rows.size() : answering, row);
            }
        }
        return next(before, before.version(), rows, order);
    }

    /** What an earlier version said, as the next one. */
    static Next back(ValueMap newest, ValueMap earlier) {
        return next(earlier, newest.version(), earlier.rows(), List.of());
    }

    private static String order(ValueMap.Row row, boolean added, int answering, ValueMap.Row by) {
        String other = "row " + (answering + 1) + " " + by.keys();
        return added
                ? "row " + row.keys() + " is put before " + other
                        + ", which would have answered for it: the first row that fits counts"
                : "row " + row.keys() + " stands behind " + other
                        + ", which answers for it, so that it does not count; end that one, or correct the order in the file";
    }

    private static int place(List<ValueMap.Row> rows, ValueMap.Row row) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).keys().equals(row.keys())
                    && Objects.equals(rows.get(i).from(), row.from())) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> normal(ValueMap map, List<String> keys) {
        return keys.stream()
                .map(key -> keys.size() > 1 && (key.equals("*") || key.equals("present")) ? key : map.normal(key))
                .toList();
    }

    private static Next next(ValueMap like, int version, List<ValueMap.Row> rows, List<String> order) {
        ValueMap wanted = ValueMap.of(
                like.name(), version + 1, like.columns(), like.normalize(), like.bijective(), like.unmapped(), rows);
        String text = ValueMapText.of(wanted);
        return new Next(read(like.name(), text), text, order);
    }

    /** Reads the text of a version; {@link ChangeRefused} with the rule that it breaks. */
    static ValueMap read(String name, String text) {
        Problems problems = new Problems();
        ValueMap map = ValueMapReader.read(ValueMapReader.file(name), text.getBytes(StandardCharsets.UTF_8), problems);
        if (map == null || !problems.isEmpty()) {
            Problem problem = problems.list().get(0);
            throw new ChangeRefused(
                    problem.rule(),
                    problem.field() + ": found " + problem.found() + ", expected " + problem.expected() + "; "
                            + problem.fix());
        }
        return map;
    }
}
