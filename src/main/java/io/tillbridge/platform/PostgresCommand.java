package io.tillbridge.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one PostgreSQL program to its end. PostgreSQL refuses to run as root; for root the program runs in a user
 * namespace of its own ({@code unshare -U}), where it is nobody and the files are still root's.
 */
final class PostgresCommand {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final PostgresPrograms programs;

    PostgresCommand(PostgresPrograms programs) {
        this.programs = programs;
    }

    /**
     * Runs {@code program} with {@code arguments}.
     *
     * @return what it printed
     * @throws IOException with the printed text if it ended with another code than 0 or not within two minutes
     */
    String run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/proc/self/ns/user"))) {
            command.add("unshare");
            command.add("-U");
        }
        command.add(programs.path(program));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("tillbridge-" + program, ".log");
        try {
            // A file, not a pipe: the server that pg_ctl starts inherits it and would keep a pipe open for ever
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
            if (!ended) {
                process.destroyForcibly();
                throw new IOException(program + " did not end within " + LIMIT + ": " + printed);
            }
            if (process.exitValue() != 0) {
                throw new IOException(program + " ended with " + process.exitValue() + ": " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
