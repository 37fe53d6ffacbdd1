package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What shipped mappings make of orders, sales and returns has an entry in the books, or a written reason why it has none. */
class SamplesInTheBooksTest {

    private static final Path MAPPINGS = Path.of("mappings");

    /** Why a document does not add up; a line each: sample, tab, reason. */
    private static final Path REASONS = Path.of("src/test/resources/samples/unbalanced.txt");

    private static final Ledger LEDGER = Ledger.standard("main");

    private final Map<String, String> refused = new TreeMap<>();
    private final List<String> crooked = new ArrayList<>();
    private int drawn;

    @Test
    void everySampleAddsUpOrSaysWhyNot() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        for (String line : Files.readAllLines(REASONS)) {
            reasons.put(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1));
        }
        try (Stream<Path> files = Files.walk(MAPPINGS)) {
            for (Path file : files.filter(path -> path.endsWith("out.json")).toList()) {
                draw(file);
            }
        }

        assertThat(drawn).isGreaterThan(100);
        assertThat(crooked).as("entries whose lines do not make zero").isEmpty();
        assertThat(refused)
                .as("samples without an entry: mend the mapping, or say why in " + REASONS)
                .allSatisfy((name, why) -> assertThat(reasons).containsKey(name));
        assertThat(refused.keySet())
                .as("reasons of samples that have an entry by now: remove them from " + REASONS)
                .containsAll(reasons.keySet());
        assertThat(reasons.values()).as("reasons").noneMatch(String::isBlank);
    }

    private void draw(Path file) throws IOException {
        JsonNode body = ExactJson.parse(Files.readString(file));
        Path sample = file.resolve("..").normalize();
        Drawn result;
        switch (target(sample.resolve("../..").normalize())) {
            case "order" -> result = Bookkeeping.order(body, LEDGER);
            case "sale" -> result = Bookkeeping.fact(EventType.SALE, body, null, LEDGER);
            case "return" -> result = Bookkeeping.fact(EventType.RETURN, body, null, LEDGER);
            default -> {
                return;
            }
        }
        drawn++;
        String name = MAPPINGS.relativize(sample).toString();
        if (result instanceof Drawn.Refused why) {
            refused.put(name, why.code() + " " + why.detail());
        } else if (result instanceof Drawn.Lines lines) {
            BigDecimal sum = lines.lines().stream().map(JournalLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (sum.signum() != 0) {
                crooked.add(name + " " + sum.toPlainString());
            }
        }
    }

    /** The canonical schema that the newest version of a mapping writes, without its version. */
    private static String target(Path mapping) throws IOException {
        try (Stream<Path> files = Files.list(mapping)) {
            Path newest = files.filter(path -> path.toString().endsWith(".mapping.yaml"))
                    .max(Path::compareTo)
                    .orElseThrow();
            for (String line : Files.readAllLines(newest)) {
                if (line.startsWith("to: canonical/")) {
                    return line.substring("to: canonical/".length()).replaceAll("\\.v.*", "");
                }
            }
        }
        return "";
    }
}
