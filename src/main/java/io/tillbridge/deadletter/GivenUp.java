package io.tillbridge.deadletter;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.canonical.Failure;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import io.tillbridge.platform.MessageBytes;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that the broker moved to its dead-letter address.
 *
 * @param document the source document it carries; null when it is no envelope, and the bytes are the letter's
 */
record GivenUp(FailedMessage failed, @Nullable AcceptedDocument document, int size) {

    /** The broker's own properties of a moved message (org.apache.activemq.artemis.api.core.Message). */
    private static final String QUEUE = "_AMQ_ORIG_QUEUE";

    private static final String EXPIRED = "_AMQ_ACTUAL_EXPIRY";

    /** Reads a message; any type and any content becomes a letter. */
    static GivenUp of(Message message) throws JMSException {
        byte[] bytes = MessageBytes.of(message);
        String queue = message.getStringProperty(QUEUE);
        String from = queue == null ? "an unknown queue" : "queue " + queue;
        boolean expired = message.propertyExists(EXPIRED);
        try {
            AcceptedDocument document = Envelope.read(bytes);
            Failure failure = expired ? expired(queue, from) : notRecorded(queue, from);
            return new GivenUp(
                    new FailedMessage(
                            failure,
                            document.connection(),
                            document.flow(),
                            document.messageId(),
                            null,
                            document.businessKey(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            document.traceparent()),
                    document,
                    bytes.length);
        } catch (IllegalArgumentException e) {
            return new GivenUp(
                    new FailedMessage(
                            unreadable(queue, from, expired, e),
                            "",
                            "",
                            id(message, bytes),
                            null,
                            null,
                            null,
                            bytes,
                            null,
                            null,
                            null,
                            null),
                    null,
                    bytes.length);
        }
    }

    /** The sender's message id, or one made from the bytes: the same at each redelivery. */
    private static UUID id(Message message, byte[] bytes) throws JMSException {
        String given = message.getJMSMessageID();
        return given == null ? UUID.nameUUIDFromBytes(bytes) : UuidCreator.getNameBasedSha1(given);
    }

    private static Failure notRecorded(@Nullable String queue, String from) {
        return failure(
                Failure.Stage.POST,
                "not_recorded",
                queue,
                "the broker gave up on it in " + from
                        + " before it could be recorded; look at the log of that time, then" + " replay");
    }

    private static Failure expired(@Nullable String queue, String from) {
        return failure(
                Failure.Stage.POST,
                "expired",
                queue,
                "its time to live ran out in " + from + " before it was taken; the hub sets none, so look for an expiry"
                        + " rule of the broker, then replay");
    }

    private static Failure unreadable(
            @Nullable String queue, String from, boolean expired, IllegalArgumentException reason) {
        return failure(
                Failure.Stage.ACCEPT,
                "unreadable_envelope",
                queue,
                "the broker moved it from " + from
                        + (expired ? " when its time to live ran out" : " after its last try")
                        + ", and it is not an envelope of this version (" + reason.getMessage()
                        + "); look at its document and find who wrote it there");
    }

    private static Failure failure(Failure.Stage stage, String code, @Nullable String queue, String detail) {
        return new Failure(stage, code, Failure.Category.OUR_DEFECT, queue == null ? "" : queue, detail);
    }
}
