package io.tillbridge.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The parameters of a run, each a system property {@code bench.<name>}; an empty one means its default.
 *
 * @param directory everything the run writes: data directories, logs, {@code main-line.json}
 * @param rounds measured rounds of each phase; medians are reported
 * @param round length of one round
 * @param warmUp length of the load before the first round of a phase
 * @param client the load generator: {@code lean}, hand-written over NIO, or {@code jdk}, the JDK's HTTP client
 * @param connections keep-alive connections of the load generator
 * @param items in the catalogue
 * @param locations that orders name, evenly
 * @param skew exponent of the Zipf distribution of items
 * @param bytes length of an order document
 * @param window documents sent and not yet delivered at most, in the end-to-end phases
 * @param heap of the measured JVMs, such as {@code 512m}
 * @param port HTTP port of the measured JVMs; the sinks take the next two
 * @param soak length of the run at full rate; zero leaves it out
 * @param down whether the second destination refuses connections for the whole soak
 * @param only phases to run, of {@code abcde}; a is the empty handler, e the whole line; {@code p} alone, a long listing; {@code r}
 *     alone, the diff over recorded documents; {@code m} alone, translating; {@code h} alone, reservations beside orders; {@code w} alone, live
 *     traffic beside a shadow run; {@code k} alone, posting over catalogues of several sizes
 * @param profile whether a JFR recording of the hub's measured rounds is written
 */
record BenchSettings(
        Path directory,
        int rounds,
        Duration round,
        Duration warmUp,
        String client,
        int connections,
        int items,
        int locations,
        double skew,
        int bytes,
        int window,
        String heap,
        int port,
        Duration soak,
        boolean down,
        String only,
        boolean profile) {

    /** As the system properties say. */
    static BenchSettings read() {
        boolean quick = Boolean.parseBoolean(text("quick", "false"));
        return new BenchSettings(
                Path.of(text("directory", "target/bench")).toAbsolutePath().normalize(),
                Integer.parseInt(text("rounds", quick ? "1" : "3")),
                Duration.parse(text("round", quick ? "PT8S" : "PT15S")),
                Duration.parse(text("warmup", quick ? "PT8S" : "PT20S")),
                text("client", "lean"),
                Integer.parseInt(text("connections", "64")),
                Integer.parseInt(text("items", "1000")),
                Integer.parseInt(text("locations", "4")),
                Double.parseDouble(text("skew", "0.9")),
                Integer.parseInt(text("bytes", "6000")),
                Integer.parseInt(text("window", "6000")),
                text("heap", "512m"),
                Integer.parseInt(text("port", "18400")),
                Duration.parse(text("soak", "PT0S")),
                Boolean.parseBoolean(text("down", "false")),
                text("only", "abcde"),
                Boolean.parseBoolean(text("profile", "false")));
    }

    /** The same with another catalogue, in a directory below. */
    BenchSettings with(int otherItems, int otherLocations, String below) {
        return new BenchSettings(
                directory.resolve(below),
                rounds,
                round,
                warmUp,
                client,
                connections,
                otherItems,
                otherLocations,
                skew,
                bytes,
                window,
                heap,
                port,
                soak,
                down,
                only,
                profile);
    }

    /** Items times locations: the balances that orders touch. */
    int keys() {
        return items * locations;
    }

    /** Whether a phase is wanted. */
    boolean wants(char phase) {
        return only.indexOf(phase) >= 0;
    }

    private static String text(String name, String otherwise) {
        String value = System.getProperty("bench." + name, "");
        return value.isBlank() ? otherwise : value;
    }
}
