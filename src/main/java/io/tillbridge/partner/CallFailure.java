package io.tillbridge.partner;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Reads the exception of a call that brought no answer: did the request leave, or can the partner not have seen it? */
final class CallFailure {

    private CallFailure() {}

    static Answer read(Throwable thrown, int attempt, RandomGenerator random) {
        Duration pause = Backoff.next(Backoff.BASE, Backoff.MAX, attempt, random);
        Throwable cause = thrown;
        for (int depth = 0; depth < 10; depth++) {
            if (cause instanceof AnswerTooLong tooLong) {
                return new Answer.Unknown("answer_too_long", tooLong.getMessage(), pause);
            }
            if (neverSent(cause)) {
                return new Answer.Transient("not_connected", describe(cause), pause, false, null);
            }
            Throwable next = cause.getCause();
            if (next == null) {
                break;
            }
            cause = next;
        }
        return new Answer.Unknown("no_answer", describe(cause), pause);
    }

    private static boolean neverSent(Throwable thrown) {
        return thrown instanceof ConnectException
                || thrown instanceof ConnectTimeoutException
                || thrown instanceof ConnectionRequestTimeoutException
                || thrown instanceof UnknownHostException
                || thrown instanceof NoRouteToHostException
                || thrown instanceof UnresolvedAddressException
                || thrown instanceof SSLHandshakeException
                || thrown instanceof SSLPeerUnverifiedException
                || thrown instanceof MissingCredentials;
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        String text = thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return text.length() > 300 ? text.substring(0, 300) : text;
    }
}
