package io.tillbridge.posting;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends holds that waited too long: the message becomes a dead letter with an owner, in one transaction and only once. */
@Component
final class HoldDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(HoldDeadlines.class);

    private static final String EXPIRE = """
            update message set state = 'dead', reason = 'hold_expired', settled_at = ?, hold_until = null
             where message_id in (select message_id from message
                                   where state = 'held' and hold_until <= ? order by hold_until limit 500 for update skip locked)
            returning message_id, connection, flow, business_key, hold_key, mapping, mapping_version, traceparent
            """;

    private final DataSource database;
    private final DeadLetters deadLetters;
    private final Clock clock;

    HoldDeadlines(DataSource database, DeadLetters deadLetters, Clock clock) {
        this.database = database;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tillbridge.posting.release-every:5s}")
    void look() {
        try {
            int expired = expire();
            if (expired > 0) {
                LOG.warn("message.hold_expired count={}", expired);
            }
        } catch (SQLException e) {
            LOG.debug("deadlines are looked at again when the database is back", e);
        }
    }

    /** Files what is past its deadline and returns how many messages that were. */
    int expire() throws SQLException {
        return Transactions.in(database, transaction -> {
            List<FailedMessage> expired = new ArrayList<>();
            try (PreparedStatement statement = transaction.prepareStatement(EXPIRE)) {
                OffsetDateTime now = SqlTimes.of(clock.instant());
                statement.setObject(1, now);
                statement.setObject(2, now);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        expired.add(failed(rows));
                    }
                }
            }
            deadLetters.file(transaction, expired);
            return expired.size();
        });
    }

    private static FailedMessage failed(ResultSet row) throws SQLException {
        String key = row.getString(5);
        Failure failure = new Failure(
                Stage.TRANSLATE,
                "hold_expired",
                Category.MISSING_REFERENCE,
                key,
                "waited for " + key + " until its deadline; add what is missing and replay, or archive");
        return new FailedMessage(
                failure,
                row.getString(2),
                row.getString(3),
                row.getObject(1, UUID.class),
                null,
                row.getString(4),
                null,
                null,
                null,
                row.getString(6),
                row.getObject(7, Integer.class),
                row.getString(8));
    }
}
