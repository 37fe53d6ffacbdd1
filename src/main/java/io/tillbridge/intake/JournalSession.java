package io.tillbridge.intake;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** One transacted session with a queue: what was sent since the last commit is on disk when {@link #commit} returns. */
final class JournalSession implements AutoCloseable {

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;

    private JournalSession(Connection connection, Session session, MessageProducer producer) {
        this.connection = connection;
        this.session = session;
        this.producer = producer;
    }

    /** Opens a connection of its own. */
    static JournalSession open(ConnectionFactory broker, String queue) throws JMSException {
        Connection connection = broker.createConnection();
        try {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.setDisableMessageID(true);
            producer.setDisableMessageTimestamp(true);
            return new JournalSession(connection, session, producer);
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    void send(byte[] document) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(document);
        producer.send(message);
    }

    void commit() throws JMSException {
        session.commit();
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
