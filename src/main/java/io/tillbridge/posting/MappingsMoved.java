package io.tillbridge.posting;

import java.io.Serial;
import java.sql.SQLException;

/** The active set changed after a batch was translated: nothing was written, and it is to be translated again. */
final class MappingsMoved extends SQLException {

    @Serial
    private static final long serialVersionUID = 1L;

    MappingsMoved(long translated, long active) {
        super("translated by set " + translated + ", and set " + active + " is active");
    }
}
