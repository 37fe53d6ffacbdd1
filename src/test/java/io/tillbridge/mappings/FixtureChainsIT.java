package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.posting.ChainBed;
import io.tillbridge.posting.PostingTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Published payloads that belong together, posted one after the other, end in the books as the reviewed table says. */
class FixtureChainsIT {

    private static final Path DOCUMENTED = Path.of("src/docs/chains.md");

    /** A chain's name behind {@code #}; then a line for each step: vendor, file, records, flow or mapping, remark. */
    private static final Path CHAINS = Path.of("src/test/resources/fixtures/chains.txt");

    private static final String HEAD = """
            # What published payloads that belong together do to the books

            Payloads of [fixtures.md](fixtures.md) that tell of the same order, delivery or receipt, posted one after the other into
            books in PostgreSQL: goods that move, promises as they are then, money by account (debits above zero) and what is raised.
            Each payload alone is in [postings.md](postings.md). Whatever a payload names is known; nothing
            is in stock and goods have no cost here.
            Nothing is made up: where no payload is published that a step would need, the chain ends, and its text says so.

            Renew it with `mvn verify -Dit.test=FixtureChainsIT -Dtillbridge.write=true`.
            """;

    private final FixtureReaders readers = new FixtureReaders();

    private record Step(FixtureRow row, String remark) {}

    @Test
    void theDocumentedChainsAreThoseOfThePayloads() throws IOException, SQLException {
        Map<String, List<Step>> chains = chains();
        List<String> missing = chains.values().stream()
                .flatMap(List::stream)
                .filter(step -> step.row().path().isEmpty())
                .map(step -> step.row().name())
                .toList();
        assumeTrue(
                missing.isEmpty(), missing.size() + " payloads are not there, which may not be kept in this project");
        StringBuilder text = new StringBuilder(HEAD);
        for (Map.Entry<String, List<Step>> chain : chains.entrySet()) {
            text.append("\n## ").append(chain.getKey()).append('\n');
            if (chain.getValue().isEmpty()) {
                text.append(
                        "\nNone: the one published order lacks the parcels that a hub asks for with it, and what names orders by"
                                + " their id alone makes the hub fetch them.\n");
            } else {
                text.append("\n| file | becomes | in the books | why |\n|---|---|---|---|\n");
                post(chain.getValue(), text);
            }
        }
        if (Boolean.getBoolean("tillbridge.write")) {
            Files.writeString(DOCUMENTED, text);
        }
        assertThat(DOCUMENTED)
                .as("read what changed, then: mvn verify -Dit.test=FixtureChainsIT -Dtillbridge.write=true")
                .hasContent(text.toString());
    }

    private void post(List<Step> steps, StringBuilder text) throws IOException, SQLException {
        Map<Step, List<PostingTrial.Event>> events = new LinkedHashMap<>();
        Set<String> skus = new TreeSet<>();
        for (Step step : steps) {
            Path file = step.row().path().orElseThrow();
            List<PostingTrial.Event> of = readers.through(readers.connector(step.row()))
                    .events(
                            String.valueOf(file.getFileName()),
                            Files.readAllBytes(file),
                            step.row().at(),
                            step.row().by());
            assertThat(of).as("events of %s", step.row().name()).isNotEmpty();
            events.put(step, of);
            of.forEach(event -> event.body().findValues("sku").stream()
                    .map(JsonNode::asText)
                    .forEach(skus::add));
        }
        ChainBed books = new ChainBed(skus);
        for (Map.Entry<Step, List<PostingTrial.Event>> one : events.entrySet()) {
            List<String> types = new ArrayList<>();
            List<String> done = new ArrayList<>();
            for (PostingTrial.Event event : one.getValue()) {
                if (!types.contains(event.type().word())) {
                    types.add(event.type().word());
                }
                done.addAll(books.post(event.type(), event.body()));
            }
            text.append("| ").append(one.getKey().row().name());
            text.append(" | ").append(String.join(", ", types));
            text.append(" | ")
                    .append(
                            done.isEmpty()
                                    ? "nothing"
                                    : String.join("<br>", done).replace("|", "\\|"));
            text.append(" | ").append(one.getKey().remark()).append(" |\n");
        }
        books.assertSound();
    }

    private static Map<String, List<Step>> chains() throws IOException {
        Map<String, String> reasons = FixturePostingsTest.reasons();
        Map<String, List<Step>> chains = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        for (String line : Files.readAllLines(CHAINS)) {
            if (line.startsWith("#")) {
                steps = new ArrayList<>();
                chains.put(line.substring(1).strip(), steps);
            } else if (!line.isBlank()) {
                String[] cells = line.split("\t", -1);
                FixtureRow row = new FixtureRow(cells[0], cells[1], cells[2], cells[3], "", "");
                String own = cells.length > 4 ? cells[4] : "";
                steps.add(new Step(row, own.isEmpty() ? reasons.getOrDefault(row.name(), "") : own));
            }
        }
        return chains;
    }
}
