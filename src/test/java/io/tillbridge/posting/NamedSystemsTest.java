package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A misspelt system is told where it stands, beside those there are. */
class NamedSystemsTest {

    private final Problems problems = new Problems();

    private List<String> told(String books, String fulfilment) {
        NamedSystems.check(
                HomeFiles.of(Map.of(NamedSystems.BOOKS, books, NamedSystems.FULFILMENT, fulfilment)),
                Set.of("psp", "shop"),
                Set.of("psp", "shop", "web"),
                problems);
        return problems.list().stream()
                .map(problem ->
                        problem.line() + " " + problem.rule() + " " + problem.found() + " " + problem.expected())
                .toList();
    }

    @Test
    void whatIsThereIsNoProblem() {
        assertThat(told("ledgers: [{id: main, payments: [psp]}]", "promises: {penalties: {web: 1, shop: 2}}"))
                .isEmpty();
        assertThat(told("ledgers: []", "types: []")).isEmpty();
    }

    @Test
    void whatIsNotThereIsToldWithItsPlace() {
        assertThat(told(
                        "ledgers:\n  - id: main\n    payments: [psp, pps]\n",
                        "promises:\n  owner: ana\n  penalties:\n    wep: 1\n"))
                .containsExactly(
                        "3 unknown_name 'pps' a connection: [psp, shop]",
                        "4 unknown_name 'wep' a channel or connection: [psp, shop, web]");
    }

    @Test
    void theShippedFilesNameNobodyWhoIsNotThere() throws IOException {
        assertThat(told(
                        Files.readString(Path.of(NamedSystems.BOOKS)),
                        Files.readString(Path.of(NamedSystems.FULFILMENT))))
                .isEmpty();
    }
}
