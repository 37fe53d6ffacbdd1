package io.tillbridge.posting;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.platform.Transactions;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Files what lay in the intake queue and is no envelope: somebody else wrote it there, or a newer version did. Its id is
 * made from its bytes, so that a redelivery files nothing twice.
 */
@Component
final class Unreadable {

    private final DataSource database;
    private final DeadLetters deadLetters;

    Unreadable(DataSource database, DeadLetters deadLetters) {
        this.database = database;
        this.deadLetters = deadLetters;
    }

    void file(byte[] bytes, String reason) throws SQLException {
        Failure failure = new Failure(
                Stage.ACCEPT,
                "unreadable_envelope",
                Category.OUR_DEFECT,
                "",
                "a message on the intake queue is not an envelope of this version (" + reason
                        + "); only the hub may write there");
        FailedMessage failed = new FailedMessage(
                failure, "", "", UUID.nameUUIDFromBytes(bytes), null, null, null, bytes, null, null, null, null);
        Transactions.in(database, tx -> deadLetters.file(tx, List.of(failed)));
    }
}
