package io.tillbridge.posting;

import io.tillbridge.message.ReadyDocument;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Claims ready rows of the message table: what was pulled, fetched, released or replayed. A claim is a lease; a worker
 * that dies leaves its rows to the next when the lease ends.
 */
final class ReadyPort implements Port {

    private static final Duration IDLE = Duration.ofMillis(250);

    private final DataSource database;
    private final Ports ports;

    ReadyPort(DataSource database, Ports ports) {
        this.database = database;
        this.ports = ports;
    }

    @Override
    public List<ReadyDocument> take() throws SQLException, InterruptedException {
        List<ReadyDocument> batch;
        try (Connection connection = database.getConnection()) {
            batch = ports.messages()
                    .claim(
                            connection,
                            ports.pace().most(),
                            ports.properties().batchBytes(),
                            ports.properties().lease());
        }
        if (batch.isEmpty()) {
            ports.signal().await(IDLE);
        }
        return batch;
    }

    @Override
    public void posted() {
        // The outcome is in the rows themselves.
    }

    @Override
    public void returned() {
        // The lease ends and the rows are claimed again.
    }

    @Override
    public void close() {
        // Connections go back to the pool after each claim.
    }
}
