package io.tillbridge.fuzz;

import io.tillbridge.platform.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives inputs to a target, one after the other, until one shows a defect: something thrown that its contract does not say,
 * more than a second of processor time, or no end at all.
 */
final class FuzzRound {

    static final Path FOUND = Path.of("target/fuzz");

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration HANGS = Duration.ofSeconds(30);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FuzzTarget target;
    private final AtomicLong read = new AtomicLong();
    private volatile byte[] input = new byte[0];
    private volatile @Nullable String defect;
    private long accepted;

    FuzzRound(FuzzTarget target) {
        this.target = target;
    }

    /**
     * Reads them all.
     *
     * @param warm how many of the first are not held against the second: classes are loaded meanwhile
     * @return what was wrong with which input, and where that input is kept; null when nothing was
     */
    @Nullable
    String run(Iterator<byte[]> inputs, int warm) throws InterruptedException, IOException {
        Thread reader = new Thread(() -> readAll(inputs, warm), "fuzz-" + target.name());
        reader.setDaemon(true);
        reader.start();
        long before = -1;
        while (reader.isAlive() && read.get() != before) {
            before = read.get();
            reader.join(HANGS.toMillis());
        }
        if (reader.isAlive()) {
            StringBuilder stack = new StringBuilder("it has not ended after " + HANGS);
            for (StackTraceElement frame : reader.getStackTrace()) {
                stack.append("\n  at ").append(frame);
            }
            defect = stack.toString();
        }
        String found = defect;
        return found == null ? null : target.name() + ", input " + read.get() + " (" + kept() + "): " + found;
    }

    /** How many were read so far, and how many of them were not refused. */
    String counts() {
        return read.get() + " read, " + accepted + " of them accepted";
    }

    private void readAll(Iterator<byte[]> inputs, int warm) {
        while (inputs.hasNext() && defect == null) {
            input = inputs.next();
            long start = THREADS.getCurrentThreadCpuTime();
            try {
                accepted += target.read(input) ? 1 : 0;
            } catch (Throwable thrown) {
                StringWriter text = new StringWriter();
                thrown.printStackTrace(new PrintWriter(text));
                defect = text.toString();
            }
            long took = THREADS.getCurrentThreadCpuTime() - start;
            if (read.incrementAndGet() > warm && took > LONGEST.toNanos()) {
                defect = "it took " + took / 1_000_000 + " ms of processor time, at most " + LONGEST.toMillis()
                        + " are allowed";
            }
        }
    }

    /** The input, where it can be looked at and copied among those that are kept. */
    private Path kept() throws IOException {
        byte[] bytes = input;
        Path file = FOUND.resolve(target.name())
                .resolve(HexFormat.of().formatHex(Sha256.of(bytes)).substring(0, 12));
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
