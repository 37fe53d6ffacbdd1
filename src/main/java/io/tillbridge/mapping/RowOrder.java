package io.tillbridge.mapping;

import java.util.List;

/** The order of rows in a map of several columns, of which the first that fits counts. */
final class RowOrder {

    private RowOrder() {}

    /**
     * Which of the first rows answers whatever another one would, to the end of its days: behind it that one does not count.
     *
     * @param before how many rows are looked at
     * @return its index; -1 when none does
     */
    static int answering(List<ValueMap.Row> rows, int before, ValueMap.Row row) {
        for (int i = 0; i < before; i++) {
            if (row.keys().size() > 1 && covers(rows.get(i), row) && outlasts(rows.get(i), row)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean covers(ValueMap.Row one, ValueMap.Row other) {
        for (int i = 0; i < one.keys().size(); i++) {
            String key = one.keys().get(i);
            String asked = other.keys().get(i);
            if (!key.equals("*") && !key.equals(asked) && !(key.equals("present") && !asked.equals("*"))) {
                return false;
            }
        }
        return true;
    }

    /** A row that ended before leaves the other one days of its own. */
    private static boolean outlasts(ValueMap.Row one, ValueMap.Row other) {
        return one.overlaps(other)
                && (one.to() == null || (other.to() != null && !one.to().isBefore(other.to())));
    }
}
