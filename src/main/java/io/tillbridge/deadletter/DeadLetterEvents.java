package io.tillbridge.deadletter;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Told of every dead letter that is new or open again, in the filing transaction, so that it also leaves as a {@code dead_letter} event. */
@FunctionalInterface
public interface DeadLetterEvents {

    /** Tells destinations, usually by writing to the outbox with the same transaction. */
    void filed(Connection tx, List<DeadLetter> filed) throws SQLException;
}
