package io.tillbridge.posting;

import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferAmount;
import io.tillbridge.stock.BufferRule;
import io.tillbridge.stock.BufferRule.Where;
import io.tillbridge.stock.Location;
import io.tillbridge.stock.Quota;
import io.tillbridge.stock.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The instants at which rules begin and end, each in the zones of the locations that it is for. */
final class FigureBoundaries {

    private final AvailabilityPolicy policy;

    FigureBoundaries(AvailabilityPolicy policy) {
        this.policy = policy;
    }

    /** What begins or ends later than one instant and not later than another: once for each rule. */
    List<FigureDue> between(Instant after, Instant until) {
        List<FigureDue> due = new ArrayList<>();
        for (BufferRule rule : timed()) {
            TreeSet<String> locations = new TreeSet<>();
            Instant first = null;
            for (Map.Entry<ZoneId, List<String>> zone : zones(rule).entrySet()) {
                Instant next = rule.next(after, zone.getKey());
                if (next != null && !next.isAfter(until)) {
                    first = first == null || next.isBefore(first) ? next : first;
                    locations.addAll(zone.getValue());
                }
            }
            if (first != null) {
                due.add(FigureDue.of(
                        rule, first, "rule:" + rule.id(), rule.where().reach() == Where.Reach.ALL ? null : locations));
            }
        }
        return due;
    }

    /** The next one after an instant; null when there is none. */
    @Nullable
    Instant next(Instant after) {
        Instant first = null;
        for (BufferRule rule : timed()) {
            for (ZoneId zone : zones(rule).keySet()) {
                Instant next = rule.next(after, zone);
                first = next != null && (first == null || next.isBefore(first)) ? next : first;
            }
        }
        return first;
    }

    /** A quota begins and ends as a rule would that keeps nothing back. */
    private List<BufferRule> timed() {
        List<BufferRule> timed = new ArrayList<>(policy.buffers().all());
        for (Quota quota : policy.quotas().all()) {
            timed.add(new BufferRule(
                    quota.id(),
                    quota.scope(),
                    Where.ALL,
                    quota.channel(),
                    null,
                    Window.ALWAYS,
                    Set.of(),
                    BufferAmount.units(BigDecimal.ZERO),
                    BufferRule.Combine.OVERRIDE,
                    0,
                    quota.from(),
                    quota.to(),
                    quota.author()));
        }
        return timed;
    }

    /** The locations that a rule names or finds by their group, by zone; for a rule that is for all, the zones there are. */
    private Map<ZoneId, List<String>> zones(BufferRule rule) {
        Map<ZoneId, List<String>> zones = new HashMap<>();
        if (rule.where().reach() == Where.Reach.LOCATION) {
            String id = rule.where().value();
            zones.put(policy.locations().of(id).zone(), List.of(id));
            return zones;
        }
        for (Location location : policy.locations().all().values()) {
            if (rule.where().is(location)) {
                zones.computeIfAbsent(location.zone(), zone -> new ArrayList<>())
                        .add(location.id());
            }
        }
        if (rule.where().reach() == Where.Reach.ALL) {
            zones.computeIfAbsent(policy.locations().zone(), zone -> new ArrayList<>());
        }
        return zones;
    }
}
