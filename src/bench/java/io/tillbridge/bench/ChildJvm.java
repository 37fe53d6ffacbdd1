package io.tillbridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A measured process: a Java program with embedded engines in a data directory, ready when its health says so. */
final class ChildJvm implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final Path data;
    private final Duration startedIn;

    private ChildJvm(Process process, Path log, Path data, Duration startedIn) {
        this.process = process;
        this.log = log;
        this.data = data;
        this.startedIn = startedIn;
    }

    /**
     * Starts {@code main} on this JVM's class path and waits until readiness is up.
     *
     * @throws IOException if it ends or is not ready within two minutes, with the end of its log
     */
    static ChildJvm start(
            BenchSettings settings, String name, Path data, List<String> jvm, String main, List<String> args)
            throws IOException {
        Path log = settings.directory().resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + settings.heap(),
                "-Xmx" + settings.heap(),
                // As the operations page recommends: batches are large arrays, which G1 keeps apart at small heaps
                "-XX:+UseParallelGC",
                "-XX:NewRatio=1"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(args);
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        HttpRequest ready = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + settings.port() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(2))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        while (true) {
            try {
                if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return new ChildJvm(process, log, data, Duration.ofNanos(System.nanoTime() - began));
                }
            } catch (IOException notYet) {
                // Asked again below
            } catch (InterruptedException e) {
                process.destroy();
                throw new IOException(e);
            }
            if (!process.isAlive() || System.nanoTime() - began > START_LIMIT.toNanos()) {
                process.destroy();
                throw new IOException(name + " did not become ready; its log " + log + " ends:\n" + end(log));
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    long pid() {
        return process.pid();
    }

    Path data() {
        return data;
    }

    Duration startedIn() {
        return startedIn;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Stops it the way a service manager does, with SIGTERM. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("a measured process did not stop within two minutes; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
