package io.tillbridge.mappings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of {@code src/test/resources/fixtures/<vendor>.tsv}: a published payload and what is to become of it.
 *
 * @param file below the folder of fixtures or below the vendor's folder in it, or a file of this project
 * @param at pointer to the record or to an array of them; {@code -} for the whole file
 * @param by the mapping or the flow that reads it; {@code -} when none does
 * @param outcome {@code <event type>}, {@code dead <code> <place>}, {@code unreadable <code> <place>}, {@code skipped
 *     <reason>}, {@code held <key>}, {@code fetches <name>}, {@code triggers <flow>}, {@code written alike} by a flow that
 *     sends, or {@code not read: <kind>: <reason>}
 */
record FixtureRow(String vendor, String file, String at, String by, String outcome) {

    static final Path FIXTURES = Path.of("../shared/fixtures");
    static final String NOT_READ = "not read: ";

    private static final Path ROWS = Path.of("src/test/resources/fixtures");

    /** Every row of every vendor, in the order of the files. */
    static List<FixtureRow> all() throws IOException {
        List<FixtureRow> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROWS)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".tsv"))
                    .sorted()
                    .toList()) {
                String vendor = String.valueOf(file.getFileName()).replace(".tsv", "");
                for (String line : Files.readAllLines(file)) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        rows.add(of(vendor, line));
                    }
                }
            }
        }
        return rows;
    }

    private static FixtureRow of(String vendor, String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException(vendor + ".tsv: expected file, pointer, mapping or flow, and outcome"
                    + " with a tab between them, found: " + line);
        }
        return new FixtureRow(vendor, cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
    }

    boolean read() {
        return !outcome.startsWith(NOT_READ);
    }

    /** Whether it ends in a dead letter, or a part of it. */
    boolean refused() {
        return outcome.matches("(.*; )?(dead|unreadable) .*");
    }

    /** Why nothing reads it, in the words of {@link FixtureTable#KINDS}; a reason that names none is of another subject. */
    String kind() {
        String reason = outcome.substring(NOT_READ.length());
        return FixtureTable.KINDS.keySet().stream()
                .filter(kind -> reason.startsWith(kind + ": "))
                .findFirst()
                .orElse("another subject");
    }

    /** Where the payload is; empty when it may not be kept here and the folder of fixtures is not beside the project. */
    Optional<Path> path() {
        return Stream.of(FIXTURES.resolve(file), FIXTURES.resolve(vendor).resolve(file), Path.of(file))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Below the folder of fixtures, as {@code vendor/file}. */
    String name() {
        return Files.isRegularFile(Path.of(file)) || file.startsWith(vendor + "/") ? file : vendor + "/" + file;
    }
}
