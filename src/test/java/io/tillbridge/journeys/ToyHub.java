package io.tillbridge.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.HubProcess;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** A hub of its own, whose home has the files of {@code src/test/resources/toy} and what a test writes over them. */
final class ToyHub implements AutoCloseable {

    private static final Path TOY = Path.of("src/test/resources/toy");

    final ToySystem toy = new ToySystem();
    final Path home;
    private final HttpClient http = HttpClient.newHttpClient();
    private HubProcess hub = HubProcess.on(Path.of("unused"));

    /** Writes the files; the hub is not started. */
    ToyHub(Path home) throws IOException {
        this.home = home;
        try (Stream<Path> files = Files.walk(TOY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(TOY.relativize(file).toString(), Files.readString(file));
            }
        }
        toy.connection().forEach(this::write);
    }

    /** Writes a file of the home; its name begins at the home. */
    void write(String name, String text) {
        WrittenFile.write(home.resolve(name), text);
    }

    String read(String name) throws IOException {
        return Files.readString(home.resolve(name));
    }

    void start() {
        hub.close();
        hub = HubProcess.on(
                        home.resolve("data"),
                        "--home",
                        home.toString(),
                        "--tillbridge.secrets.directory=" + home.resolve("secrets"),
                        "--tillbridge.posting.release-every=1s",
                        "--tillbridge.partners.private-addresses=127.0.0.1,::1")
                .start();
    }

    String url() {
        return hub.url();
    }

    JsonNode get(String path) {
        return Json.read(api("GET", path, "").body());
    }

    /** Asks the API, under a fresh idempotency key. */
    HttpResponse<String> api(String method, String path, String body) {
        try {
            String token =
                    Files.readString(hub.data().resolve("secrets/api-token")).strip();
            return sent(HttpRequest.newBuilder(URI.create(hub.url() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Authorization", "Bearer " + token)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("Content-Type", "application/json"));
        } catch (IOException e) {
            throw new AssertionError("the hub has no token", e);
        }
    }

    HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the hub did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        hub.close();
        toy.close();
    }
}
