package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferRule;
import io.tillbridge.stock.ConditionFlag;
import io.tillbridge.stock.ConditionFlags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Conditions that people and tools set; figures that depend on one are due in the same transaction. */
@Component
public final class ConditionEdits {

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final AuditLog audit;
    private final Clock clock;

    public ConditionEdits(DataSource database, AvailabilityPolicy policy, AuditLog audit, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /** All that are on record, by name. */
    public List<ConditionFlag> all() throws SQLException {
        return Transactions.in(database, ConditionFlags::all);
    }

    /** Ids of the rules that ask for a condition, sorted. */
    public Set<String> rules(String name) {
        Set<String> ids = new TreeSet<>();
        asking(name).forEach(rule -> ids.add(rule.id()));
        return ids;
    }

    /**
     * Sets a condition.
     *
     * @param from null: from now on
     * @param to null: until it is changed
     * @return the condition as it is now; empty when there are too many to add another
     */
    public Optional<ConditionFlag> put(
            String name, boolean active, @Nullable Instant from, @Nullable Instant to, String actor)
            throws SQLException {
        return Transactions.in(database, tx -> {
            List<ConditionFlag> known = ConditionFlags.all(tx);
            if (known.size() >= ConditionFlags.MOST
                    && known.stream().noneMatch(flag -> flag.name().equals(name))) {
                return Optional.empty();
            }
            ConditionFlag flag = new ConditionFlag(name, active, from, to, actor, clock.instant());
            ConditionFlags.put(tx, flag);
            FiguresDue.forget(tx, reason(name), flag.changedAt());
            FiguresDue.add(tx, due(flag));
            record(tx, flag);
            return Optional.of(flag);
        });
    }

    private List<BufferRule> asking(String name) {
        return policy.buffers().all().stream()
                .filter(rule -> rule.conditions().contains(name))
                .toList();
    }

    private List<FigureDue> due(ConditionFlag flag) {
        Set<Instant> instants = new TreeSet<>();
        instants.add(flag.changedAt());
        if (flag.from() != null && flag.from().isAfter(flag.changedAt())) {
            instants.add(flag.from());
        }
        if (flag.to() != null && flag.to().isAfter(flag.changedAt())) {
            instants.add(flag.to());
        }
        List<FigureDue> due = new ArrayList<>();
        for (BufferRule rule : asking(flag.name())) {
            List<String> locations = rule.where().reach() == BufferRule.Where.Reach.ALL
                    ? null
                    : policy.locations().in(rule.where());
            instants.forEach(at -> due.add(FigureDue.of(rule, at, reason(flag.name()), locations)));
        }
        return due;
    }

    private static String reason(String name) {
        return "condition:" + name;
    }

    private void record(Connection tx, ConditionFlag flag) throws SQLException {
        audit.record(
                tx,
                flag.changedBy(),
                "condition.put",
                flag.name(),
                ExactJson.nodes()
                        .objectNode()
                        .put("active", flag.active())
                        .put("from", flag.from() == null ? null : flag.from().toString())
                        .put("to", flag.to() == null ? null : flag.to().toString())
                        .toString());
    }
}
