package io.tillbridge.deadletter;

import io.tillbridge.canonical.Failure;
import io.tillbridge.message.FetchFailures;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Files a message whose fetch was given up by its newest claim and marks it dead, in one transaction and only once. */
final class FetchDeadLetters implements FetchFailures {

    private static final String MARK = """
            update message set state = 'dead', reason = ?, settled_at = ?, due_at = null, lease_until = null
             where message_id = ? and state = 'fetching' and attempts = ?
            returning connection, flow, business_key
            """;

    private final DataSource database;
    private final DeadLetters deadLetters;
    private final Clock clock;

    FetchDeadLetters(DataSource database, DeadLetters deadLetters, Clock clock) {
        this.database = database;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public void dead(UUID messageId, int attempt, Failure failure) {
        try {
            Transactions.in(database, transaction -> mark(transaction, messageId, attempt, failure));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "message " + messageId + " was not filed as dead; its claim ends and the fetch is tried again", e);
        }
    }

    private int mark(Connection transaction, UUID messageId, int attempt, Failure failure) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(MARK)) {
            statement.setString(1, failure.code());
            statement.setObject(2, SqlTimes.of(clock.instant()));
            statement.setObject(3, messageId);
            statement.setInt(4, attempt);
            try (ResultSet marked = statement.executeQuery()) {
                return marked.next()
                        ? deadLetters.file(
                                transaction,
                                List.of(FailedMessage.message(
                                        failure,
                                        marked.getString(1),
                                        marked.getString(2),
                                        messageId,
                                        marked.getString(3))))
                        : 0;
            }
        }
    }
}
