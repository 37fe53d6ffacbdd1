package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.ConditionFlag;
import io.tillbridge.stock.ConditionFlags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Conditions that people and tools set, beside those that connectors say. */
@Component
public final class ConditionEdits {

    private final DataSource database;
    private final ConditionPosting posting;
    private final AuditLog audit;
    private final Clock clock;

    public ConditionEdits(DataSource database, AvailabilityPolicy policy, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        posting = new ConditionPosting(policy, clock);
    }

    /** What counts of each, by name and location. */
    public List<ConditionFlag> all() throws SQLException {
        return Transactions.in(database, ConditionFlags::all);
    }

    /** What was said of one, the newest first. */
    public List<ConditionFlag> changes(String name, int most) throws SQLException {
        return Transactions.in(database, tx -> ConditionFlags.changes(tx, name, most));
    }

    /** Ids of the rules that ask for a condition, sorted. */
    public Set<String> rules(String name) {
        Set<String> ids = new TreeSet<>();
        posting.asking(name).forEach(rule -> ids.add(rule.id()));
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
            ConditionFlag.Key key, boolean active, @Nullable Instant from, @Nullable Instant to, String actor)
            throws SQLException {
        return Transactions.in(database, tx -> {
            ConditionFlag flag = new ConditionFlag(key, active, from, to, actor, clock.instant(), null);
            if (!posting.put(tx, flag)) {
                return Optional.empty();
            }
            record(tx, flag);
            return Optional.of(flag);
        });
    }

    private void record(Connection tx, ConditionFlag flag) throws SQLException {
        audit.record(
                tx,
                flag.changedBy(),
                "condition.put",
                flag.key().name(),
                ExactJson.nodes()
                        .objectNode()
                        .put("location", flag.key().location())
                        .put("active", flag.active())
                        .put("from", flag.from() == null ? null : flag.from().toString())
                        .put("to", flag.to() == null ? null : flag.to().toString())
                        .toString());
    }
}
