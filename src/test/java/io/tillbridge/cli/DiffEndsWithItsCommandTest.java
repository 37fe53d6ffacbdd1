package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in a process of its own, stopped as Ctrl-C does, while a hub works on its diff for ever. */
class DiffEndsWithItsCommandTest {

    @TempDir
    private Path home = Path.of("");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer hub;
    private boolean begun = true;
    private String state = "running";

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        hub.createContext("/", exchange -> {
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            String job = "{\"id\": \"d-1\", \"state\": \"" + state + "\", \"documents\": 500, \"place\": 2}";
            String answer = exchange.getRequestURI().getPath().endsWith("/diff")
                    ? "{\"rows\": [], \"begun\": " + begun + ", \"recorded\": " + job + "}"
                    : job;
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    private Process command() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "mapping",
                        "diff",
                        "tiny.receipt",
                        "1",
                        "2",
                        "--against",
                        "recorded",
                        "--last",
                        "7d",
                        "--home",
                        home.toString(),
                        "--token",
                        "t",
                        "--url",
                        "http://localhost:" + hub.getAddress().getPort())
                .redirectErrorStream(true)
                .start();
    }

    /**
     * Stops a command that waits for its diff; what it printed. By SIGTERM, which ends it as Ctrl-C does: a build that runs
     * in the background ignores SIGINT, and what it starts does so too.
     */
    private String stopped() throws Exception {
        Process process = command();
        Eventually.holds(() -> assertThat(calls).contains("GET /api/mappings/tiny.receipt/diffs/d-1"));
        assertThat(new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "queued"})
    void ctrlCEndsTheDiffThatTheCommandBegan(String now) throws Exception {
        state = now;

        String printed = stopped();

        assertThat(calls).last().isEqualTo("DELETE /api/mappings/tiny.receipt/diffs/d-1");
        assertThat(printed)
                .contains(now.equals("queued") ? "waits for 2 other diff(s) of this node" : "500 document(s) read");
    }

    @Test
    void oneThatSomebodyElseBeganGoesOn() throws Exception {
        begun = false;

        stopped();

        assertThat(calls).noneMatch(call -> call.startsWith("DELETE"));
    }
}
