package io.tillbridge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a run, in the order they were found; printed as a table and written as JSON. */
final class Report {

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** Keeps a figure and says it at once. */
    void put(String name, double value) {
        double rounded = Math.abs(value) >= 100 ? Math.rint(value) : Math.rint(value * 1000) / 1000;
        figures.put(name, rounded);
        out.printf(Locale.ROOT, "  %-42s %,14.3f%n", name, rounded);
        out.flush();
    }

    /** Keeps text. */
    void put(String name, Object value) {
        figures.put(name, value);
        out.printf("  %-42s %14s%n", name, value);
        out.flush();
    }

    /** The median of some rounds, and the rounds beside it. */
    void median(String name, List<Double> rounds) {
        put(name, median(rounds));
        figures.put(name + "_rounds", rounds.stream().map(Math::rint).toList());
    }

    static double median(List<Double> rounds) {
        double[] sorted =
                rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** A figure put before; 0 when the phase that finds it did not run. */
    double number(String name) {
        return figures.get(name) instanceof Double value ? value : 0;
    }

    /** A quotient of two figures, left out when one was not measured. */
    void ratio(String name, String over, String under) {
        if (number(over) > 0 && number(under) > 0) {
            put(name, number(over) / number(under));
        }
    }

    /** A heading. */
    void phase(String text) {
        out.printf("%n%s%n", text);
        out.flush();
    }

    void write(Path file) throws IOException {
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), figures);
        out.printf("%nwritten to %s (%d bytes)%n", file, Files.size(file));
        out.flush();
    }

    /** A line of a table. */
    void line(String text) {
        out.println("  " + text);
        out.flush();
    }

    /** Writes the figures beside those that other runs wrote into the file. */
    void addTo(Path file) throws IOException {
        if (Files.exists(file)) {
            Map<?, ?> others = new ObjectMapper().readValue(file.toFile(), Map.class);
            others.forEach((name, value) -> figures.putIfAbsent(String.valueOf(name), value));
        }
        write(file);
    }

    static int sum(int[] values) {
        return Arrays.stream(values).sum();
    }
}
