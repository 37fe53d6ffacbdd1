package io.tillbridge.platform;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** The body of a JMS message of any type as bytes, so that whatever somebody sent can be kept. */
public final class MessageBytes {

    private MessageBytes() {}

    /** Bytes as they are, text in UTF-8, other types as the broker stores them; never deserialises an object. */
    public static byte[] of(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            return bytes.getBody(byte[].class);
        }
        if (message instanceof TextMessage text) {
            String body = text.getText();
            return body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof ActiveMQMessage stored) {
            ActiveMQBuffer body = stored.getCoreMessage().getDataBuffer();
            byte[] bytes = new byte[body.readableBytes()];
            body.readBytes(bytes);
            return bytes;
        }
        return new byte[0];
    }
}
