package io.tillbridge.partner;

import io.tillbridge.partner.auth.CredentialsUnusable;
import io.tillbridge.partner.network.AnswerTooLong;
import io.tillbridge.partner.network.BoundedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.HttpEntity;

/** Streams a file of a partner to disk, outside the budget of calls: it may be large and lie at another host. */
public final class Download {

    private final CloseableHttpClient http;

    /** Downloads over the client's own connections, with its credentials for its own host only. */
    Download(HttpClientConnectionManager connections, OutgoingCall outgoing) {
        this.http = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionManagerShared(true)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorFirst("tillbridge", outgoing)
                .build();
    }

    /**
     * What came of it.
     *
     * @param code empty when the file is whole; else stable, such as {@code http_403} or {@code download_broken}
     */
    public record Outcome(String code) {}

    /**
     * Writes what is at a URL to a file.
     *
     * @param maxBytes a longer file is a failure
     * @param within the whole download
     */
    public Outcome to(Path file, URI url, long maxBytes, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            HttpGet request = new HttpGet(url);
            return http.execute(request, answer -> {
                if (answer.getCode() != 200) {
                    return new Outcome("http_" + answer.getCode());
                }
                HttpEntity entity = answer.getEntity();
                try (InputStream body = new BoundedStream(
                                entity == null ? InputStream.nullInputStream() : entity.getContent(),
                                maxBytes,
                                deadline,
                                request::cancel);
                        OutputStream out = Files.newOutputStream(file)) {
                    body.transferTo(out);
                }
                return new Outcome("");
            });
        } catch (AnswerTooLong e) {
            return new Outcome("download_too_long");
        } catch (CredentialsUnusable e) {
            return new Outcome("credentials_missing");
        } catch (IOException e) {
            return new Outcome("download_broken");
        }
    }
}
