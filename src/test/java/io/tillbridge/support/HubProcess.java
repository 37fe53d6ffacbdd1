package io.tillbridge.support;

import io.tillbridge.cli.Main;
import io.tillbridge.platform.SharedPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hub as a child process with this test's class path, on a port and a data directory of its own: to be killed and
 * started again. Close it; what it printed is in {@link #output()}.
 */
public final class HubProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String LAST_LINE = "Stop       Ctrl-C";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path data;
    private final Path log;
    private final int port;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Path directory;
    private @Nullable Process process;

    private HubProcess(Path data, int port, List<String> arguments, Map<String, String> environment, Path directory) {
        this.data = data;
        this.log = emptyLog();
        this.port = port;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.directory = directory;
    }

    /** A hub on {@code data} and a free port, not started; {@code further} are options of {@code serve}. */
    public static HubProcess on(Path data, String... further) {
        return new HubProcess(data, FreePort.next(), List.of(further), Map.of(), Path.of(""));
    }

    /** The same hub with an environment variable more. */
    public HubProcess with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new HubProcess(data, port, arguments, more, directory);
    }

    /** The same hub with another current directory. */
    public HubProcess in(Path other) {
        return new HubProcess(data, port, arguments, environment, other);
    }

    /** Starts it and waits until it is ready and has said where to look. */
    public HubProcess start() {
        SharedPrograms.into(data);
        int before = output().length();
        launch();
        try {
            Eventually.within(START_LIMIT, () -> {
                if (!running().isAlive()) {
                    throw new IllegalStateException(
                            "the hub ended with " + running().exitValue());
                }
                requireReady();
                if (!output().substring(before).contains(LAST_LINE)) {
                    throw new AssertionError("ready, and has not said so yet");
                }
            });
        } catch (RuntimeException | Error e) {
            throw new AssertionError("the hub did not become ready; it printed:\n" + output(), e);
        }
        return this;
    }

    private void requireReady() throws InterruptedException {
        try {
            HttpResponse<String> health = get("/actuator/health/readiness");
            if (health.statusCode() != 200) {
                throw new AssertionError("not ready: " + health.body());
            }
        } catch (IOException e) {
            throw new AssertionError("not listening yet", e);
        }
    }

    /** Starts it in the expectation that it refuses, and waits for its end. */
    public int startAndFail() {
        launch();
        try {
            if (!running().waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("the hub started or hung; it printed:\n" + output());
            }
            return running().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts it and does not wait. */
    public void launch() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's process did not start", e);
        }
    }

    /** Ends it as a power cut would; its PostgreSQL is left behind. */
    public void kill() {
        running().destroyForcibly();
        join();
    }

    /** Ends it with SIGTERM, as an operator would, and waits. */
    public void stop() {
        running().destroy();
        join();
    }

    private void join() {
        try {
            if (!running().waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the hub did not end; it printed:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Gets a path with the API token. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Posts a body with the API token and the headers given as name, value in turn. */
    public HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
        Path token = data.resolve("secrets").resolve("api-token");
        return Files.exists(token)
                ? request.header(
                        "Authorization", "Bearer " + Files.readString(token).strip())
                : request;
    }

    /** {@code http://localhost:port}. */
    public String url() {
        return "http://localhost:" + port;
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    /** The pid of the running process. */
    public long pid() {
        return running().pid();
    }

    /** All it printed since its first start, both streams. */
    public String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's output cannot be read", e);
        }
    }

    private static Path emptyLog() {
        try {
            Path log = Files.createTempFile("tillbridge-hub", ".log");
            log.toFile().deleteOnExit();
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("no file for the hub's output", e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the hub was not started");
        }
        return process;
    }

    /** Stops the process if it runs. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop();
        }
    }
}
