package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the accounting mappings make of balanced documents, every account among them, is balanced in the vendor's form too. */
class JournalsBalanceTest {

    @Test
    void quickbooksTakesEverySample() throws IOException {
        assertThat(refusals("mappings/quickbooks/journal_entry/samples", FakeLedger::quickbooks))
                .hasSizeGreaterThan(3)
                .containsOnly("");
    }

    @Test
    void xeroTakesEverySample() throws IOException {
        assertThat(refusals("mappings/xero/manual_journal/samples", FakeLedger::xero))
                .hasSizeGreaterThan(3)
                .containsOnly("");
    }

    @Test
    void aJournalThatIsOffByACentIsRefused() {
        assertThat(
                        FakeLedger.xero(
                                ExactJson.parse(
                                        "{\"JournalLines\":[{\"LineAmount\":1.00,\"AccountCode\":\"1\"},{\"LineAmount\":-0.99,\"AccountCode\":\"2\"}]}")))
                .isEqualTo("the lines make 0.01");
    }

    private static List<String> refusals(String folder, Function<JsonNode, String> ledger) throws IOException {
        try (Stream<Path> samples = Files.list(Path.of(folder))) {
            return samples.map(sample -> ledger.apply(read(sample.resolve("out.json"))))
                    .toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return ExactJson.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
