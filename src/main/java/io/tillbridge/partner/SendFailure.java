package io.tillbridge.partner;

import io.tillbridge.platform.StorableText;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads why a broker has not confirmed a message: refused for good, certainly not taken, or nobody knows. */
final class SendFailure {

    private static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(1);
    private static final int SHOWN = 300;

    private SendFailure() {}

    static Answer read(Throwable thrown, Duration pause) {
        Throwable cause = thrown;
        for (int depth = 0; depth < 10 && cause != null; depth++) {
            Answer known = known(cause, pause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return new Answer.Unknown("no_answer", describe(thrown), pause);
    }

    private static @Nullable Answer known(Throwable cause, Duration pause) {
        if (cause instanceof HostRefused) {
            return notSent(HostRefused.CODE, cause, pause);
        }
        if (cause instanceof RecordTooLargeException) {
            return new Answer.Refused("too_large", describe(cause), MessageRenderer.CONFIRMED);
        }
        if (cause instanceof InvalidTopicException) {
            return new Answer.Refused("wrong_topic", describe(cause), MessageRenderer.CONFIRMED);
        }
        if (cause instanceof JMSSecurityException
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException) {
            return new Answer.AuthFailed(describe(cause), CREDENTIALS_PAUSE, MessageRenderer.CONFIRMED);
        }
        if (cause instanceof InvalidDestinationException || cause instanceof UnknownTopicOrPartitionException) {
            return notSent("destination_missing", cause, pause);
        }
        if (cause instanceof ResourceAllocationException || cause instanceof BufferExhaustedException) {
            return notSent("broker_full", cause, pause);
        }
        // The producer says so only by its text: it never began to send
        if (cause instanceof TimeoutException
                && String.valueOf(cause.getMessage()).contains("not present in metadata")) {
            return notSent("not_connected", cause, pause);
        }
        if (cause instanceof ActiveMQException broker) {
            return switch (broker.getType()) {
                case NOT_CONNECTED -> notSent("not_connected", cause, pause);
                case ADDRESS_FULL -> notSent("broker_full", cause, pause);
                default -> null;
            };
        }
        boolean neverBegan = cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof ConfigException
                || cause instanceof IllegalStateException;
        return neverBegan ? notSent("not_connected", cause, pause) : null;
    }

    private static Answer notSent(String code, Throwable cause, Duration pause) {
        return new Answer.Transient(code, describe(cause), pause, false, null);
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        return StorableText.cut(thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message), SHOWN);
    }
}
