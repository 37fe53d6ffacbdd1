package io.tillbridge.deadletter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.canonical.Failure;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Empties the broker's dead-letter address, which holds what could not even be recorded, into the dead letters. The insert
 * commits before the session does: a crash in between redelivers, and filing is exactly once per message.
 */
public final class DeadLetterDrain {

    private final ConnectionFactory broker;
    private final String queue;
    private final DataSource database;
    private final DeadLetters deadLetters;

    /** Drains {@code queue}, by default {@code tillbridge.dead}. */
    public DeadLetterDrain(ConnectionFactory broker, String queue, DataSource database, DeadLetters deadLetters) {
        this.broker = broker;
        this.queue = queue;
        this.database = database;
        this.deadLetters = deadLetters;
    }

    /**
     * Moves what is there, at most {@code max}; meant to run on a schedule.
     *
     * @return how many were taken
     * @throws JMSException or SQLException when broker or database do not answer; then nothing is lost
     */
    public int drain(int max) throws JMSException, SQLException {
        try (jakarta.jms.Connection connection = broker.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            List<FailedMessage> failed = new ArrayList<>();
            while (failed.size() < max) {
                Message message = consumer.receive(failed.isEmpty() ? 200 : 20);
                if (message == null) {
                    break;
                }
                failed.add(failed(message));
            }
            if (!failed.isEmpty()) {
                file(failed);
                session.commit();
            }
            return failed.size();
        }
    }

    private void file(List<FailedMessage> failed) throws SQLException {
        try (Connection tx = database.getConnection()) {
            tx.setAutoCommit(false);
            try {
                deadLetters.file(tx, failed);
                tx.commit();
            } catch (SQLException e) {
                tx.rollback();
                throw e;
            } finally {
                tx.setAutoCommit(true);
            }
        }
    }

    private static FailedMessage failed(Message message) throws JMSException {
        byte[] bytes = new byte[0];
        if (message instanceof BytesMessage body) {
            bytes = new byte[Math.toIntExact(body.getBodyLength())];
            body.readBytes(bytes);
        }
        Failure failure = new Failure(
                Failure.Stage.POST,
                "not_recorded",
                Failure.Category.OUR_DEFECT,
                "",
                "the broker gave up on it before it could be recorded; look at the log of that time, then replay");
        try {
            AcceptedDocument document = Envelope.read(bytes);
            return of(
                    failure,
                    document.connection(),
                    document.flow(),
                    document.messageId(),
                    document.businessKey(),
                    bytes);
        } catch (IllegalArgumentException e) {
            UUID id = UuidCreator.getNameBasedSha1(message.getJMSMessageID());
            return of(failure, "", "", id, null, bytes);
        }
    }

    private static FailedMessage of(
            Failure failure,
            String connection,
            String flow,
            UUID messageId,
            @Nullable String businessKey,
            byte[] document) {
        return new FailedMessage(
                failure, connection, flow, messageId, null, businessKey, null, document, null, null, null, null);
    }
}
