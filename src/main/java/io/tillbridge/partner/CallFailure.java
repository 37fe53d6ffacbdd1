package io.tillbridge.partner;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.partner.auth.CredentialsUnusable;
import io.tillbridge.partner.auth.GrantDead;
import io.tillbridge.partner.auth.TokenUnavailable;
import io.tillbridge.partner.network.AddressRefused;
import io.tillbridge.partner.network.AnswerTooLong;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
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
            if (cause instanceof GrantDead dead) {
                Received nothing = new Received(401, Map.of(), new byte[0], MissingNode.getInstance());
                return new Answer.PauseConnection("grant_dead", dead.getMessage(), nothing);
            }
            if (cause instanceof TokenUnavailable later) {
                return new Answer.Transient("token_not_obtained", later.getMessage(), pause, false, null);
            }
            if (cause instanceof AddressRefused refused) {
                return new Answer.Transient(
                        "address_refused", String.valueOf(refused.getMessage()), pause, false, null);
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
                || thrown instanceof CredentialsUnusable;
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        String text = thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return text.length() > 300 ? text.substring(0, 300) : text;
    }
}
