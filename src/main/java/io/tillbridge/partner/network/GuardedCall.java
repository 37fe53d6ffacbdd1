package io.tillbridge.partner.network;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.CloseMode;

/**
 * One call outside a partner's own traffic, such as for a token: guarded and bounded like all others, by a connection of its
 * own; redirects are not followed.
 *
 * @param timeout longest for connecting, and again for the answer
 * @param counted told of each call before it is made
 */
public record GuardedCall(
        AddressRules rules, GuardedConnections.Identity identity, Duration timeout, Runnable counted) {

    private static final int LONGEST_ANSWER = 256 * 1024;

    /**
     * What came back.
     *
     * @param headers name in lower case and value, in the answer's order
     * @param body within 256 KB
     */
    public record Answered(
            int status,
            List<Map.Entry<String, String>> headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] body) {
        public Answered {
            headers = List.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Answered[status=" + status + ", bytes=" + body.length + "]";
        }
    }

    /**
     * Makes the call.
     *
     * @throws IOException when there is no answer, or one longer than 256 KB; the message names no secret
     */
    public Answered send(ClassicHttpRequest request) throws IOException {
        RequestConfig config = RequestConfig.custom()
                .setResponseTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .setConnectionRequestTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        counted.run();
        try (CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(GuardedConnections.of(rules, identity, timeout, timeout))
                .setDefaultRequestConfig(config)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build()) {
            long deadline = System.nanoTime() + timeout.toNanos() * 2;
            return client.execute(
                    request, response -> read(response, deadline, () -> client.close(CloseMode.IMMEDIATE)));
        }
    }

    private static Answered read(ClassicHttpResponse response, long deadline, Runnable disconnect) throws IOException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : response.getHeaders()) {
            String value = header.getValue();
            headers.add(Map.entry(header.getName().toLowerCase(Locale.ROOT), value == null ? "" : value));
        }
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            try (InputStream in =
                    new BoundedStream(response.getEntity().getContent(), LONGEST_ANSWER, deadline, disconnect)) {
                body = in.readAllBytes();
            }
        }
        return new Answered(response.getCode(), headers, body);
    }
}
