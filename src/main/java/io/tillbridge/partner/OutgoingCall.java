package io.tillbridge.partner;

import io.tillbridge.partner.auth.Authentication;
import io.tillbridge.partner.auth.CredentialsUnusable;
import io.tillbridge.partner.auth.Token;
import io.tillbridge.partner.auth.TokenUnavailable;
import io.tillbridge.partner.network.BoundedStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The last step before the wire: adds the credentials, and bounds the answer's size and time. A call that the partner did
 * not accept because of its token is repeated once with another. Only the client's own host is given credentials: a URL that
 * an answer named is called without.
 */
final class OutgoingCall implements ExecChainHandler {

    private final Credentials credentials;
    private final Authentication authentication;
    private final TokenRefusal refusal;
    private final HttpHost own;
    private final Runnable counted;
    private final long maxBytes;
    private final Duration timeout;

    /**
     * The step of one client.
     *
     * @param baseUrl the only place that is given credentials
     * @param counted told of a call that is made beside the one admitted
     */
    OutgoingCall(
            Credentials credentials,
            Authentication authentication,
            TokenRefusal refusal,
            String baseUrl,
            Runnable counted,
            long maxBytes,
            Duration timeout) {
        this.credentials = credentials;
        this.authentication = authentication;
        this.refusal = refusal;
        this.own = HttpHost.create(URI.create(baseUrl));
        this.counted = counted;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long begun = System.nanoTime();
        if (!isOwn(scope.route.getTargetHost())) {
            return sent(request, scope, chain);
        }
        keepBody(request);
        Token[] used = new Token[1];
        ClassicHttpResponse response = sent(proved(request, used), scope, chain);
        Token token = used[0];
        if (token == null
                || !refusal.in(response)
                || System.nanoTime() - begun > timeout.toNanos()
                || !renewed(token)) {
            return response;
        }
        response.close();
        counted.run();
        return sent(proved(request, used), scope, chain);
    }

    private boolean isOwn(HttpHost host) {
        return host.getSchemeName().equalsIgnoreCase(own.getSchemeName())
                && host.getHostName().equalsIgnoreCase(own.getHostName())
                && port(host) == port(own);
    }

    private static int port(HttpHost host) {
        return host.getPort() >= 0 ? host.getPort() : host.getSchemeName().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** A copy of the request with everything that proves the caller; sending leaves traces on what was sent. */
    private ClassicHttpRequest proved(ClassicHttpRequest request, @Nullable Token[] used) throws IOException {
        ClassicHttpRequest proved = new BasicClassicHttpRequest(
                request.getMethod(), request.getScheme(), request.getAuthority(), request.getPath());
        proved.setVersion(request.getVersion());
        proved.setHeaders(request.getHeaders());
        proved.setEntity(request.getEntity());
        Credentials.Added added = read();
        added.headers().forEach(proved::setHeader);
        String path = proved.getPath();
        for (Map.Entry<String, String> parameter : added.query().entrySet()) {
            path = path + (path.contains("?") ? "&" : "?") + RequestRenderer.encode(parameter.getKey()) + "="
                    + RequestRenderer.encode(parameter.getValue());
        }
        proved.setPath(path);
        used[0] = authentication.sign(proved);
        return proved;
    }

    private Credentials.Added read() throws CredentialsUnusable {
        try {
            return credentials.read();
        } catch (RuntimeException e) {
            throw new CredentialsUnusable(String.valueOf(e.getMessage()), e);
        }
    }

    /** A body is signed and may be sent twice. */
    private void keepBody(ClassicHttpRequest request) throws IOException {
        HttpEntity body = request.getEntity();
        if (authentication != Authentication.NONE && body != null && !body.isRepeatable()) {
            request.setEntity(new ByteArrayEntity(
                    EntityUtils.toByteArray(body), ContentType.parseLenient(body.getContentType())));
        }
    }

    private boolean renewed(Token token) throws IOException {
        try {
            return authentication.renew(token);
        } catch (TokenUnavailable later) {
            return false;
        }
    }

    private ClassicHttpResponse sent(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new Bounded(entity, maxBytes, deadline, scope.execRuntime::discardEndpoint));
        }
        return response;
    }

    private static final class Bounded extends HttpEntityWrapper {
        private final long maxBytes;
        private final long deadline;
        private final Runnable disconnect;

        Bounded(HttpEntity entity, long maxBytes, long deadline, Runnable disconnect) {
            super(entity);
            this.maxBytes = maxBytes;
            this.deadline = deadline;
            this.disconnect = disconnect;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new BoundedStream(super.getContent(), maxBytes, deadline, disconnect);
        }
    }
}
