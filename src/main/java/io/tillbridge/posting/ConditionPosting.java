package io.tillbridge.posting;

import io.tillbridge.canonical.ConditionChanged;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferRule;
import io.tillbridge.stock.BufferRule.Where.Reach;
import io.tillbridge.stock.ConditionFlag;
import io.tillbridge.stock.ConditionFlags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets conditions: all that is said of one is kept, and what was said last by its own time counts, whatever came first. Figures
 * that depend on one that changed are due in the same transaction.
 */
final class ConditionPosting {

    /** There are as many as may be; this one is not set. */
    static final String TOO_MANY = ConflictKind.TOO_MANY_CONDITIONS.word();

    private final AvailabilityPolicy policy;
    private final Clock clock;

    ConditionPosting(AvailabilityPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** What a document says. A time ahead of its arrival is none: it would outlast all that is said until then. */
    static ConditionFlag said(Work work, ConditionChanged changed) {
        Instant received = work.ready.document().receivedAt();
        return new ConditionFlag(
                new ConditionFlag.Key(changed.name(), changed.location()),
                changed.active(),
                changed.from(),
                changed.to(),
                "connection:" + changed.system(),
                changed.changedAt().isAfter(received) ? received : changed.changedAt(),
                work.ready.document().messageId());
    }

    /** Those of a batch, and those that reposted messages said before. */
    void post(Connection tx, Effects effects) throws SQLException {
        Set<ConditionFlag.Key> keys = effects.reposted.isEmpty()
                ? new HashSet<>()
                : new HashSet<>(ConditionFlags.withdraw(tx, effects.reposted));
        if (keys.isEmpty() && effects.conditions.isEmpty()) {
            return;
        }
        ConditionFlags.lock(tx);
        Set<String> known = names(tx);
        List<ConditionFlag> said = new ArrayList<>();
        for (ConditionFlag flag : effects.conditions) {
            if (known.contains(flag.key().name()) || known.size() < ConditionFlags.MOST) {
                known.add(flag.key().name());
                keys.add(flag.key());
                said.add(flag);
            } else {
                effects.conflicts.add(tooMany(flag));
            }
        }
        ConditionFlags.say(tx, said, clock.instant());
        settle(tx, keys);
    }

    /** One that a person or a tool sets now, whatever was said before; false: there are too many to add another. */
    boolean put(Connection tx, ConditionFlag flag) throws SQLException {
        ConditionFlags.lock(tx);
        Map<ConditionFlag.Key, ConditionFlag> known = flags(tx);
        ConditionFlag before = known.get(flag.key());
        Set<String> names = known.keySet().stream().map(ConditionFlag.Key::name).collect(Collectors.toSet());
        if (!names.contains(flag.key().name()) && names.size() >= ConditionFlags.MOST) {
            return false;
        }
        ConditionFlag last = before == null || before.changedAt().isBefore(flag.changedAt())
                ? flag
                : flag.at(before.changedAt().plus(1, ChronoUnit.MICROS));
        ConditionFlags.say(tx, List.of(last), clock.instant());
        settle(tx, Set.of(flag.key()));
        return true;
    }

    private void settle(Connection tx, Collection<ConditionFlag.Key> keys) throws SQLException {
        Set<ConditionFlag.Key> changed = ConditionFlags.settle(tx, keys);
        if (changed.isEmpty()) {
            return;
        }
        Map<ConditionFlag.Key, ConditionFlag> flags = flags(tx);
        Instant now = clock.instant();
        for (ConditionFlag.Key key : changed) {
            FiguresDue.forget(tx, reason(key), now);
            FiguresDue.add(tx, due(key, flags.get(key), now));
        }
    }

    private List<FigureDue> due(ConditionFlag.Key key, @Nullable ConditionFlag flag, Instant now) {
        Set<Instant> instants = new TreeSet<>(Set.of(now));
        if (flag != null) {
            Stream.of(flag.from(), flag.to())
                    .filter(at -> at != null && at.isAfter(now))
                    .forEach(instants::add);
        }
        List<FigureDue> due = new ArrayList<>();
        for (BufferRule rule : asking(key.name())) {
            List<String> locations = locations(rule, key.location());
            if (locations == null || !locations.isEmpty()) {
                instants.forEach(at -> due.add(FigureDue.of(rule, at, reason(key), locations)));
            }
        }
        return due;
    }

    /** The rules that ask for a condition. */
    List<BufferRule> asking(String name) {
        return policy.buffers().all().stream()
                .filter(rule -> rule.conditions().contains(name))
                .toList();
    }

    /** Where a rule and a condition meet; null: everywhere. */
    private @Nullable List<String> locations(BufferRule rule, @Nullable String location) {
        if (location != null) {
            return rule.where().is(policy.locations().of(location)) ? List.of(location) : List.of();
        }
        return rule.where().reach() == Reach.ALL ? null : policy.locations().in(rule.where());
    }

    private static Map<ConditionFlag.Key, ConditionFlag> flags(Connection tx) throws SQLException {
        return ConditionFlags.all(tx).stream().collect(Collectors.toMap(ConditionFlag::key, flag -> flag));
    }

    private static Set<String> names(Connection tx) throws SQLException {
        return ConditionFlags.all(tx).stream()
                .map(flag -> flag.key().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String reason(ConditionFlag.Key key) {
        return "condition:" + key.name() + (key.location() == null ? "" : "@" + key.location());
    }

    private static Conflicts.Conflict tooMany(ConditionFlag flag) {
        return new Conflicts.Conflict(
                TOO_MANY,
                flag.key().name(),
                Objects.requireNonNull(flag.messageId()),
                ExactJson.nodes()
                        .objectNode()
                        .put("name", flag.key().name())
                        .put("most", ConditionFlags.MOST)
                        .toString());
    }
}
