package io.tillbridge.reservation;

import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskWanted;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who does something about what reservations put before people, and how soon. */
public final class RaisedTasks {

    private static final Set<TaskKind> AT_PLACE = EnumSet.of(TaskKind.COUNT_WANTED, TaskKind.PUT_BACK);
    private static final Set<TaskKind> NO_CONFLICT = EnumSet.of(TaskKind.PICKUP_REFUND, TaskKind.PUT_BACK);

    private RaisedTasks() {}

    /** Whether it is a conflict too: what is only work does not contradict anything. */
    public static boolean conflict(Raised raised) {
        return TaskKind.find(raised.kind()).filter(NO_CONFLICT::contains).isEmpty();
    }

    /** Tasks for those that are work; the others only show in conflicts. */
    public static List<TaskWanted> of(List<Raised> raised, BreakRules rules, Instant now) {
        return raised.stream()
                .flatMap(one -> task(one, rules, now).stream())
                .distinct()
                .toList();
    }

    private static Optional<TaskWanted> task(Raised raised, BreakRules rules, Instant now) {
        return TaskKind.find(raised.kind())
                .map(kind -> new TaskWanted(
                        new TaskKey(kind, raised.subject()),
                        raised.detail(),
                        AT_PLACE.contains(kind) ? location(raised) : rules.owner(),
                        now.plus(within(kind, rules)),
                        raised.reservation()));
    }

    private static Duration within(TaskKind kind, BreakRules rules) {
        return kind == TaskKind.COUNT_WANTED ? rules.countWithin() : rules.within();
    }

    /** The subject of what is to be done at a place ends with {@code @location}. */
    private static String location(Raised raised) {
        return raised.subject().substring(raised.subject().lastIndexOf('@') + 1);
    }
}
