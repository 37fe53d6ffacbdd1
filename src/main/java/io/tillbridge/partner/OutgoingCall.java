package io.tillbridge.partner;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The last step before the wire: adds the credentials, and bounds the answer's size and time. */
final class OutgoingCall implements ExecChainHandler {

    private final Credentials credentials;
    private final long maxBytes;
    private final Duration timeout;

    OutgoingCall(Credentials credentials, long maxBytes, Duration timeout) {
        this.credentials = credentials;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Credentials.Added added = read();
        added.headers().forEach(request::setHeader);
        String path = request.getPath();
        for (Map.Entry<String, String> parameter : added.query().entrySet()) {
            path = path + (path.contains("?") ? "&" : "?") + RequestRenderer.encode(parameter.getKey()) + "="
                    + RequestRenderer.encode(parameter.getValue());
        }
        request.setPath(path);
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new Bounded(entity, maxBytes, deadline));
        }
        return response;
    }

    private Credentials.Added read() throws MissingCredentials {
        try {
            return credentials.read();
        } catch (RuntimeException e) {
            throw new MissingCredentials(String.valueOf(e.getMessage()), e);
        }
    }

    private static final class Bounded extends HttpEntityWrapper {
        private final long maxBytes;
        private final long deadline;

        Bounded(HttpEntity entity, long maxBytes, long deadline) {
            super(entity);
            this.maxBytes = maxBytes;
            this.deadline = deadline;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new BoundedStream(super.getContent(), maxBytes, deadline);
        }
    }
}
