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
 *     sends, or {@code not read} where no shipped connector is of its system
 * @param why {@code <kind>: <reason>} in the words of {@link FixtureTable#KINDS}, where it is no document that the flow asks
 *     for and is given to it all the same; a reason alone where it is one that is refused; empty where it is taken
 */
record FixtureRow(String vendor, String file, String at, String by, String outcome, String why) {

    static final Path FIXTURES = Path.of("../shared/fixtures");
    static final String NOT_READ = "not read";

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
        if (cells.length < 4 || cells.length > 5) {
            throw new IllegalArgumentException(vendor + ".tsv: expected file, pointer, mapping or flow, outcome"
                    + " and perhaps why it is no document of that flow, with a tab between them, found: " + line);
        }
        String why = cells.length == 5 ? cells[4].strip() : "";
        return new FixtureRow(vendor, cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip(), why);
    }

    boolean read() {
        return !outcome.equals(NOT_READ);
    }

    /** Whether it ends in a dead letter, or a part of it. */
    boolean refused() {
        return outcome.matches("(.*; )?(dead|unreadable) .*");
    }

    /** Whether it is a document that the flow does not ask for. */
    boolean misdelivered() {
        return FixtureTable.KINDS.keySet().stream().anyMatch(kind -> why.startsWith(kind + ": "));
    }

    /** Of which kind of {@link FixtureTable#KINDS} it is. */
    String kind() {
        return FixtureTable.KINDS.keySet().stream()
                .filter(kind -> why.startsWith(kind + ": "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(vendor + ".tsv, " + file + ": expected one of "
                        + FixtureTable.KINDS.keySet() + " before a colon, found: " + why));
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
