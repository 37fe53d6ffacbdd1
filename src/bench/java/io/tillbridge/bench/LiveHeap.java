package io.tillbridge.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM's heap holds right after a full collection, as the collector itself logs it: the next moment adds garbage again.
 *
 * @param log where it writes its collections, by {@link #option}
 * @param pid of the JVM
 */
record LiveHeap(Path log, long pid) {

    private static final Pattern FULL = Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M");

    /** What a JVM is started with, so that it can be asked. */
    static String option(Path log) {
        return "-Xlog:gc:file=" + log;
    }

    /** MiB, after a full collection that is made for it. */
    double mib() throws IOException {
        jcmd("GC.run");
        String last = null;
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher full = FULL.matcher(line);
                if (full.find()) {
                    last = full.group(1);
                }
            }
        }
        if (last == null) {
            throw new IOException("no full collection in " + log + " after jcmd " + pid + " GC.run");
        }
        return Double.parseDouble(last);
    }

    private void jcmd(String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (said.isBlank()) {
            throw new IOException("jcmd " + pid + " " + command + " said nothing");
        }
    }
}
