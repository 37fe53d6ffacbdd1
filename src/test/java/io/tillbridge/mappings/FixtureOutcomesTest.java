package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every published payload of a vendor whose connector is shipped becomes what its row says. */
class FixtureOutcomesTest {

    private static final Path DOCUMENTED = Path.of("src/docs/fixtures.md");

    private final FixtureReaders readers = new FixtureReaders();

    @TestFactory
    List<DynamicTest> aPublishedPayloadBecomesWhatItsRowSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (FixtureRow row : FixtureRow.all()) {
            if (row.read()) {
                tests.add(DynamicTest.dynamicTest(row.name() + " " + row.at() + " " + row.by(), () -> check(row)));
            }
        }
        return tests;
    }

    private void check(FixtureRow row) throws IOException {
        assumeTrue(
                row.path().isPresent(), row.name() + " is not there: a payload that may not be kept in this project");
        Path file = row.path().orElseThrow();
        String connector = readers.connector(row);
        assertThat(readers.through(connector)
                        .outcome(String.valueOf(file.getFileName()), Files.readAllBytes(file), row.at(), row.by()))
                .as("%s.tsv: %s at %s by %s of connector %s", row.vendor(), row.name(), row.at(), row.by(), connector)
                .isEqualTo(row.outcome());
    }

    @Test
    void everyPublishedPayloadOfAShippedConnectorHasARow() throws IOException {
        assumeTrue(
                Files.isDirectory(FixtureRow.FIXTURES),
                FixtureRow.FIXTURES + " is not there: which payloads lack a row is not looked at");
        Set<Path> named = new TreeSet<>();
        Set<String> vendors = new TreeSet<>();
        for (FixtureRow row : FixtureRow.all()) {
            row.path().ifPresent(path -> named.add(path.normalize()));
            vendors.add(row.vendor());
        }
        Map<String, List<String>> without = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FixtureRow.FIXTURES, 2)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> FixtureReaders.wanted(folder(file), vendors))
                    .filter(file -> !named.contains(file.normalize()))
                    .sorted()
                    .forEach(file -> without.computeIfAbsent(folder(file), vendor -> new ArrayList<>())
                            .add(String.valueOf(file.getFileName())));
        }

        assertThat(without)
                .as("payloads without a row in src/test/resources/fixtures/<vendor>.tsv, by vendor")
                .isEmpty();
    }

    @Test
    void everyRefusalNamesTheSegmentOrField() throws IOException {
        assertThat(FixtureRow.all())
                .filteredOn(FixtureRow::refused)
                .allSatisfy(row -> assertThat(row.outcome())
                        .as("%s.tsv %s: code and place", row.vendor(), row.file())
                        .matches("(.*; )?(dead|unreadable) \\S+ \\S.*"));
    }

    @Test
    void everyRefusalSaysWhy() throws IOException {
        assertThat(FixtureRow.all())
                .filteredOn(FixtureRow::refused)
                .filteredOn(row -> row.why().isEmpty())
                .extracting(FixtureRow::name)
                .isEmpty();
    }

    @Test
    void whatNoFlowAsksForIsRefused() throws IOException {
        assertThat(FixtureRow.all())
                .filteredOn(FixtureRow::misdelivered)
                .filteredOn(FixtureRow::read)
                .allSatisfy(row -> assertThat(row.refused())
                        .as("%s.tsv %s: %s", row.vendor(), row.file(), row.outcome())
                        .isTrue());
    }

    private static String folder(Path file) {
        return FixtureRow.FIXTURES.relativize(file).getName(0).toString();
    }

    /** Regenerate with {@code mvn test -Dtest=FixtureOutcomesTest -Dtillbridge.write=true}. */
    @Test
    void theDocumentedTableIsWhatTheRowsSay() throws IOException {
        String expected = FixtureTable.markdown(FixtureRow.all());
        if (Boolean.getBoolean("tillbridge.write")) {
            Files.writeString(DOCUMENTED, expected);
        }

        assertThat(DOCUMENTED)
                .as("regenerate with: mvn test -Dtest=FixtureOutcomesTest -Dtillbridge.write=true")
                .hasContent(expected);
    }
}
