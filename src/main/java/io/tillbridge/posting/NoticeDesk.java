package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.NoticeClosing;
import io.tillbridge.stock.NoticeKey;
import io.tillbridge.stock.NoticeQueries;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** Closes advance notices for people: nothing more is expected, and who said so is on the audit log. One transaction. */
@Component
public final class NoticeDesk {

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final Conflicts conflicts;
    private final AuditLog audit;
    private final Clock clock;

    NoticeDesk(DataSource database, AvailabilityPolicy policy, Conflicts conflicts, AuditLog audit, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.conflicts = conflicts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Closes a notice; one that is closed stays as it is.
     *
     * @param why as the person says it
     * @return false when nobody knows it
     */
    public boolean close(NoticeKey key, String by, @Nullable String why) {
        try {
            return Transactions.in(database, tx -> {
                NoticeQueries.Known known = NoticeQueries.locked(tx, key);
                if (known == NoticeQueries.Known.NOT) {
                    return false;
                }
                if (known == NoticeQueries.Known.OPEN) {
                    close(tx, key, by, why);
                }
                return true;
            });
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("closing of notice " + key.id() + " of " + key.system(), e);
        }
    }

    private void close(Connection tx, NoticeKey key, String by, @Nullable String why) throws SQLException {
        // A person closes a notice once, so its id follows from the notice
        UUID id = UUID.nameUUIDFromBytes(("closed|" + key.consignment()).getBytes(StandardCharsets.UTF_8));
        Effects effects = new Effects();
        effects.closings.add(new NoticeClosing(key.consignment(), id, clock.instant(), by, why));
        NoticePosting.post(tx, effects);
        conflicts.raise(tx, effects.conflicts);
        conflicts.settle(tx, effects.settled);
        FiguresDue.add(tx, BackorderDates.changed(policy, effects, clock.instant()));
        audit.record(
                tx,
                by,
                "notice.close",
                key.system() + "/" + key.id(),
                ExactJson.nodes().objectNode().put("reason", why).toString());
    }
}
