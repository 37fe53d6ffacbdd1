package io.tillbridge.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} in a cluster says: the server's pid (line 1) and port (line 4). */
record PostmasterPid(long pid, int port) {

    /** Reads the file; empty if it is missing or was cut short. */
    static Optional<PostmasterPid> read(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        try {
            return lines.size() < 4
                    ? Optional.empty()
                    : Optional.of(new PostmasterPid(
                            Long.parseLong(lines.get(0).strip()),
                            Integer.parseInt(lines.get(3).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a process with this pid lives and is a PostgreSQL server, not another that was given the same pid. */
    boolean runs() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }
}
