package io.tillbridge.connector.language;

import io.tillbridge.connector.Condition;
import java.util.ArrayList;
import java.util.List;

/** Finds rows that a row before them hides: after one that always holds, or with a condition that stands above. */
final class Reachable {

    private final List<Condition> before = new ArrayList<>();
    private boolean closed;

    void check(Section row, Condition when) {
        if (when.equals(ConditionReader.UNREADABLE)) {
            return;
        }
        if (closed || before.contains(when)) {
            row.place()
                    .problem(
                            "unreachable_row",
                            closed ? "a row after one that always holds" : "a condition that stands above",
                            "a row that some document reaches",
                            "move it up or remove it");
        }
        before.add(when);
        closed = closed || ConditionReader.always(when);
    }
}
