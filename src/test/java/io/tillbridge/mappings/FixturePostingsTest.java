package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillbridge.posting.MemoryBooks;
import io.tillbridge.posting.PostingTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every published payload that is taken ends in the books as its row of the reviewed table says. */
class FixturePostingsTest {

    private static final Path DOCUMENTED = Path.of("src/docs/postings.md");

    private static final String HEAD = """
            # What published payloads do to the books

            Each payload of [fixtures.md](fixtures.md) that becomes an event, posted alone into empty books: goods that move,
            promises, items, prices, and money by account (debits above zero). Whatever a payload names is known; goods have
            no cost here. Who changes a row reads it against its payload first; what moves nothing or is raised says why.
            What payloads do that belong together, such as an order and its refunds, is in [chains.md](chains.md).

            Renew it with `mvn test -Dtest=FixturePostingsTest -Dtillbridge.write=true`.
            """;

    /** Why a payload moves nothing, is raised or leaves something open; a line each: file, tab, reason. */
    private static final Path REASONS = Path.of("src/test/resources/fixtures/postings.txt");

    private final FixtureReaders readers = new FixtureReaders();

    @Test
    void theDocumentedPostingsAreThoseOfThePayloads() throws IOException {
        List<String> missing = new ArrayList<>();
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, String> reasons = reasons();
        Set<String> unexplained = new TreeSet<>();
        for (FixtureRow row : FixtureRow.all()) {
            if (row.read() && !row.misdelivered() && row.path().isEmpty()) {
                missing.add(row.name());
            } else if (row.read() && !row.misdelivered()) {
                String books = books(row);
                if (!books.isEmpty()) {
                    String why = reasons.getOrDefault(row.name(), "");
                    if (why.isEmpty() && books.matches(".*(nothing|raised|waits).*")) {
                        unexplained.add(row.name());
                    }
                    tables.merge(
                            row.vendor(), "| " + row.name() + " | " + books + " | " + why + " |\n", String::concat);
                }
            }
        }
        assumeTrue(
                missing.isEmpty(), missing.size() + " payloads are not there, which may not be kept in this project");
        assertThat(unexplained)
                .as("payloads that move nothing or are raised, without a reason in " + REASONS)
                .isEmpty();
        StringBuilder text = new StringBuilder(HEAD);
        tables.forEach((vendor, lines) -> text.append("\n## ")
                .append(vendor)
                .append("\n\n| file | records | becomes | in the books | why |\n|---|---|---|---|---|\n")
                .append(lines));
        if (Boolean.getBoolean("tillbridge.write")) {
            Files.writeString(DOCUMENTED, text);
        }
        assertThat(DOCUMENTED)
                .as("read what changed, then: mvn test -Dtest=FixturePostingsTest -Dtillbridge.write=true")
                .hasContent(text.toString());
    }

    static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        for (String line : Files.readAllLines(REASONS)) {
            int tab = line.indexOf('\t');
            reasons.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return reasons;
    }

    /** Three cells of a row: the records, what they become, and what that does; empty for no event. */
    private String books(FixtureRow row) throws IOException {
        Path file = row.path().orElseThrow();
        List<PostingTrial.Event> events = readers.through(readers.connector(row))
                .events(String.valueOf(file.getFileName()), Files.readAllBytes(file), row.at(), row.by());
        if (events.isEmpty()) {
            return "";
        }
        MemoryBooks books = new MemoryBooks();
        List<String> types = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (PostingTrial.Event event : events) {
            if (!types.contains(event.type().word())) {
                types.add(event.type().word());
            }
            done.addAll(books.post(event.type(), event.body()));
        }
        return (row.at().equals("-") ? "whole" : "`" + row.at() + "`") + " | "
                + String.join(", ", types) + " | "
                + (done.isEmpty() ? "nothing" : String.join("<br>", done).replace("|", "\\|"));
    }
}
