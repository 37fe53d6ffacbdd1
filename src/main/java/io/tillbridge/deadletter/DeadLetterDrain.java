package io.tillbridge.deadletter;

import io.tillbridge.message.MessageState;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.Settlement;
import io.tillbridge.platform.Transactions;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Empties the broker's dead-letter address, which holds what could not even be recorded, into the dead letters. A document
 * that can be read is recorded too, as a dead message, so that it can be replayed. The database commits before the session
 * does: a crash in between redelivers, and filing is exactly once per message.
 */
public final class DeadLetterDrain {

    /** A batch is closed beyond this many bytes, whatever its number. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final ConnectionFactory broker;
    private final String queue;
    private final DataSource database;
    private final MessageStore messages;
    private final DeadLetters deadLetters;

    /** Drains {@code queue}, by default {@code tillbridge.dead}. */
    public DeadLetterDrain(
            ConnectionFactory broker,
            String queue,
            DataSource database,
            MessageStore messages,
            DeadLetters deadLetters) {
        this.broker = broker;
        this.queue = queue;
        this.database = database;
        this.messages = messages;
        this.deadLetters = deadLetters;
    }

    /**
     * Moves what is there, at most {@code max}; meant to run on a schedule.
     *
     * @return how many were taken
     * @throws JMSException or SQLException when broker or database do not answer; then nothing is lost
     */
    public int drain(int max) throws JMSException, SQLException {
        try (Connection connection = broker.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            List<GivenUp> taken = take(consumer, max);
            if (!taken.isEmpty()) {
                Transactions.in(database, tx -> file(tx, taken));
                session.commit();
            }
            return taken.size();
        }
    }

    private static List<GivenUp> take(MessageConsumer consumer, int max) throws JMSException {
        List<GivenUp> taken = new ArrayList<>();
        int bytes = 0;
        while (taken.size() < max && bytes < MOST_BYTES) {
            Message message = consumer.receive(taken.isEmpty() ? 200 : 20);
            if (message == null) {
                break;
            }
            GivenUp one = GivenUp.of(message);
            taken.add(one);
            bytes += one.size();
        }
        return taken;
    }

    private int file(java.sql.Connection tx, List<GivenUp> taken) throws SQLException {
        messages.settle(
                tx,
                taken.stream()
                        .map(DeadLetterDrain::dead)
                        .flatMap(Optional::stream)
                        .toList());
        return deadLetters.file(tx, taken.stream().map(GivenUp::failed).toList());
    }

    private static Optional<Settlement> dead(GivenUp given) {
        return Optional.ofNullable(given.document())
                .map(document -> Settlement.untranslated(
                        document, MessageState.DEAD, given.failed().failure().code()));
    }
}
