package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes have used so far (proc(5)): processor seconds of a JVM, of its PostgreSQL and of the load generator, and
 * bytes the first two had written to storage.
 */
record Usage(double hub, double postgres, double generator, long written, long hubWritten) {

    private static final double TICKS = 100;

    /** Now, or zeros where there is no /proc. */
    static Usage of(ChildJvm child) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return new Usage(0, 0, 0, 0, 0);
        }
        double postgres = 0;
        long hubWritten = written(child.pid());
        long written = hubWritten;
        long postmaster = postmaster(child.data());
        for (long pid : withChildren(postmaster)) {
            postgres += seconds(pid, pid == postmaster);
            written += written(pid);
        }
        return new Usage(
                seconds(child.pid(), false),
                postgres,
                seconds(ProcessHandle.current().pid(), false),
                written,
                hubWritten);
    }

    Usage minus(Usage before) {
        return new Usage(
                hub - before.hub,
                postgres - before.postgres,
                generator - before.generator,
                written - before.written,
                hubWritten - before.hubWritten);
    }

    double total() {
        return hub + postgres + generator;
    }

    /** The pid in line 1 of {@code postmaster.pid}. */
    static long postmaster(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .get(0)
                .strip());
    }

    private static List<Long> withChildren(long parent) throws IOException {
        List<Long> found = new ArrayList<>(List.of(parent));
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                String name = process.getFileName().toString();
                if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
                    String[] fields = stat(Long.parseLong(name));
                    if (fields.length > 1 && Long.parseLong(fields[1]) == parent) {
                        found.add(Long.parseLong(name));
                    }
                }
            }
        }
        return found;
    }

    /** The fields of /proc/pid/stat from the third on, which is the state; empty when the process has ended. */
    private static String[] stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException ended) {
            return new String[0];
        }
    }

    private static double seconds(long pid, boolean endedChildren) {
        String[] fields = stat(pid);
        if (fields.length < 15) {
            return 0;
        }
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        if (endedChildren) {
            ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        }
        return ticks / TICKS;
    }

    private static long written(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "io"))) {
            return lines.filter(line -> line.startsWith("write_bytes:"))
                    .mapToLong(line -> Long.parseLong(line.substring(12).strip()))
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}
