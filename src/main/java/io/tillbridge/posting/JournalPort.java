package io.tillbridge.posting;

import io.tillbridge.message.Envelope;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.platform.Channels;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the intake queue in a transacted session. PostgreSQL commits first, then the session: a crash in between
 * redelivers the batch, and the keys make it a no-op.
 */
final class JournalPort implements Port {

    private static final Logger LOG = LoggerFactory.getLogger(JournalPort.class);
    private static final Duration FIRST = Duration.ofMillis(500);

    private final Connection connection;
    private final Session session;
    private final MessageConsumer consumer;
    private final Ports ports;
    private long taken = System.nanoTime();

    JournalPort(ConnectionFactory broker, Ports ports) throws JMSException {
        this.ports = ports;
        this.connection = broker.createConnection();
        this.session = connection.createSession(true, Session.SESSION_TRANSACTED);
        this.consumer = session.createConsumer(session.createQueue(Channels.INTAKE));
        connection.start();
    }

    /**
     * Gathers until {@code gather} after the batch before, then takes what is there already, as long as it comes without a
     * gap and no longer than {@code gather} again: reservations beside it wait. What was received cannot be put back, so the
     * last document may pass the limit of bytes.
     */
    @Override
    public List<ReadyDocument> take() throws Exception {
        List<ReadyDocument> batch = new ArrayList<>();
        Message message = consumer.receive(FIRST.toMillis());
        long gather = ports.properties().gather().toNanos();
        long until = taken + gather;
        long latest = System.nanoTime() + gather;
        long bytes = 0;
        int most = ports.pace().most();
        while (message != null) {
            bytes += add(batch, message);
            long now = System.nanoTime();
            if (batch.size() >= most || bytes >= ports.properties().batchBytes().toBytes() || now > latest) {
                break;
            }
            message = consumer.receive(Math.max(1, (until - now) / 1_000_000));
        }
        taken = System.nanoTime();
        if (batch.isEmpty()) {
            session.commit();
        }
        return batch;
    }

    /** Adds a document and returns its bytes. */
    private int add(List<ReadyDocument> batch, Message message) throws Exception {
        byte[] body = message instanceof BytesMessage bytes ? bytes.getBody(byte[].class) : new byte[0];
        try {
            batch.add(ReadyDocument.arrived(Envelope.read(body)));
        } catch (IllegalArgumentException e) {
            LOG.error("intake.unreadable message={} reason={}", message.getJMSMessageID(), e.getMessage());
            ports.unreadable().file(body, String.valueOf(e.getMessage()));
        }
        return body.length;
    }

    @Override
    public void posted() throws JMSException {
        session.commit();
    }

    @Override
    public void returned() throws JMSException {
        session.rollback();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.debug("closing a broken broker connection", e);
        }
    }
}
