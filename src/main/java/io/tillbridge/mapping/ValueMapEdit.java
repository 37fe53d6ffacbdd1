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

    /** The next version as a file; {@code map} is what it says. */
    public record Next(ValueMap map, String text) {}

    /**
     * With these rows; one that has the keys and the {@code from} of a row takes its place, so a {@code to} ends it.
     *
     * @throws ChangeRefused when a rule of value maps refuses them, or when nothing would change
     */
    public static Next with(ValueMap before, List<ValueMapRow> wanted) {
        List<ValueMap.Row> rows = new ArrayList<>(before.rows());
        for (ValueMapRow one : wanted) {
            if (one.keys().size() != before.columns().size()) {
                throw new ChangeRefused("wrong_columns", one.keys() + " is no key of the columns " + before.columns());
            }
            ValueMap.Row row = new ValueMap.Row(normal(before, one.keys()), one.target(), one.from(), one.to());
            int at = place(rows, row);
            if (at < 0) {
                rows.add(row);
            } else {
                rows.set(at, row);
            }
        }
        return next(before, before.version(), rows);
    }

    /** What an earlier version said, as the next one. */
    static Next back(ValueMap newest, ValueMap earlier) {
        return next(earlier, newest.version(), earlier.rows());
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

    private static Next next(ValueMap like, int version, List<ValueMap.Row> rows) {
        ValueMap wanted = ValueMap.of(
                like.name(), version + 1, like.columns(), like.normalize(), like.bijective(), like.unmapped(), rows);
        String text = ValueMapText.of(wanted);
        return new Next(read(like.name(), text), text);
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
