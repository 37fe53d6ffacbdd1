package io.tillbridge.partner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Streams a file of a partner to disk, outside the budget of calls: it may be large and lie at another host. */
public final class Download {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Credentials credentials;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Download(Credentials credentials) {
        this.credentials = credentials;
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
     * @param own whether the client's credentials go with the call
     * @param maxBytes a longer file is a failure
     * @param within the whole download
     */
    public Outcome to(Path file, URI url, boolean own, long maxBytes, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(own ? withQuery(url) : url).timeout(within);
            if (own) {
                credentials.read().headers().forEach(request::setHeader);
            }
            HttpResponse<InputStream> answer =
                    http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = new BoundedStream(answer.body(), maxBytes, deadline);
                    OutputStream out = Files.newOutputStream(file)) {
                if (answer.statusCode() != 200) {
                    return new Outcome("http_" + answer.statusCode());
                }
                body.transferTo(out);
            }
            return new Outcome("");
        } catch (AnswerTooLong e) {
            return new Outcome("download_too_long");
        } catch (IOException e) {
            return new Outcome("download_broken");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome("interrupted");
        } catch (RuntimeException e) {
            return new Outcome("credentials_missing");
        }
    }

    private URI withQuery(URI url) {
        StringBuilder text = new StringBuilder(url.toString());
        credentials
                .read()
                .query()
                .forEach((name, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&')
                        .append(RequestRenderer.encode(name))
                        .append('=')
                        .append(RequestRenderer.encode(value)));
        return URI.create(text.toString());
    }
}
