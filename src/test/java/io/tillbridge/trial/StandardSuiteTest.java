package io.tillbridge.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped connector stands what partners do; the documented table says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandardSuiteTest {

    private static final Path DOCUMENTED = Path.of("src/docs/connectors.md");
    private static final String BEGIN = "<!-- generated: standard suite -->\n";
    private static final String END = "<!-- end -->";

    private final HomeFiles home = HomeFiles.only(Path.of("."));
    private final List<StandardSuite.Report> reports = reports();

    /** Several at a time, the longest first: most of a suite is waiting for a partner that says nothing. */
    private List<StandardSuite.Report> reports() {
        TrialMappings mappings = TrialMappings.of(home);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<StandardSuite.Report>> running = connectors()
                    .sorted(Comparator.comparing(name -> -home.bytes(TrialHome.file(name)).length))
                    .map(name -> threads.submit(() -> StandardSuite.run(home, mappings, name, flow -> true)))
                    .toList();
            return running.stream()
                    .map(StandardSuiteTest::ended)
                    .sorted(Comparator.comparing(StandardSuite.Report::connector))
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static StandardSuite.Report ended(Future<StandardSuite.Report> running) {
        try {
            return running.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a suite broke off", e);
        }
    }

    Stream<String> connectors() {
        return home.list("config/connectors", ".connector.yaml").stream()
                .map(file -> file.replaceAll(".*/|\\.connector\\.yaml$", ""))
                .sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("connectors")
    void aShippedConnectorStandsEveryFault(String name) {
        StandardSuite.Report report = reports.stream()
                .filter(one -> one.connector().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(report.problems()).isEmpty();
        assertThat(report.results())
                .filteredOn(result -> result.verdict() == CheckResult.Verdict.FAILED
                        || result.verdict() == CheckResult.Verdict.NOT_RUN)
                .isEmpty();
        assertThat(report.results())
                .filteredOn(result -> result.verdict() == CheckResult.Verdict.PASSED)
                .isNotEmpty();
    }

    /** Regenerate with {@code mvn test -Dtest=StandardSuiteTest -Dtillbridge.write=true}. */
    @Test
    void theDocumentedTableIsWhatTheSuiteFound() throws IOException {
        String text = Files.exists(DOCUMENTED) ? Files.readString(DOCUMENTED) : "# Connectors\n\n" + BEGIN + END + "\n";
        String head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        String expected = head + SuiteTable.markdown(reports) + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("tillbridge.write")) {
            Files.writeString(DOCUMENTED, expected);
        }

        assertThat(Files.readString(DOCUMENTED))
                .as("regenerate with: mvn test -Dtest=StandardSuiteTest -Dtillbridge.write=true")
                .isEqualTo(expected);
    }
}
