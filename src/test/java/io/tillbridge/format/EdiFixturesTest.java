package io.tillbridge.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.Format.Edi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every interchange of the fixtures is read, or refused with a code and a place; what is read can be written again. */
class EdiFixturesTest {

    private static final Format X12 = new Format.X12(new Edi(Set.of(), null));
    private static final Format EDIFACT = new Format.Edifact(new Edi(Set.of(), null));

    @Test
    void everyX12InterchangeIsReadOrRefusedClearly() throws Exception {
        Map<String, String> outcomes = outcomes(X12, "x12");

        assertThat(outcomes)
                .containsEntry("004010_850.edi", "850")
                .containsEntry("5010_850_test_0.edi", "refused invalid_x12")
                .containsEntry("856_0.edi", "bad control_count_does_not_match_actual_count");
        assertThat(outcomes.values())
                .filteredOn(read -> !read.startsWith("refused"))
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void everyEdifactInterchangeIsReadOrRefusedClearly() throws Exception {
        Map<String, String> outcomes = outcomes(EDIFACT, "edifact");

        assertThat(outcomes).containsEntry("phpedifact_D96ADESADV.edi", "DESADV");
        assertThat(outcomes.values())
                .filteredOn(read -> !read.startsWith("refused"))
                .hasSizeGreaterThan(12);
    }

    private static Map<String, String> outcomes(Format format, String folder) throws Exception {
        Path fixtures = Path.of("../../shared/fixtures", folder);
        if (!Files.isDirectory(fixtures)) {
            fixtures = Path.of("../shared/fixtures", folder);
        }
        Assumptions.assumeTrue(
                Files.isDirectory(fixtures), "shared/fixtures/" + folder + " is not beside the project: not read");
        Map<String, String> outcomes = new TreeMap<>();
        try (Stream<Path> files = Files.list(fixtures)) {
            for (Path file : files.sorted().toList()) {
                outcomes.put(file.getFileName().toString(), outcome(format, Files.readAllBytes(file)));
            }
        }
        assertThat(outcomes).isNotEmpty();
        return outcomes;
    }

    private static String outcome(Format format, byte[] file) throws IOException, UnwritableDocument {
        List<JsonNode> good = new ArrayList<>();
        List<String> read = new ArrayList<>();
        try {
            for (FormatRecord record : Tables.records(format, file)) {
                if (record instanceof FormatRecord.Bad bad) {
                    assertThat(bad.detail()).isNotEmpty();
                    assertThat(bad.field()).startsWith("segment ");
                    read.add("bad " + bad.code());
                } else {
                    JsonNode json = ((FormatRecord.Good) record).json();
                    read.add(json.path("set")
                            .path(format instanceof Format.X12 ? "ST01" : "UNH02")
                            .asText());
                    good.add(json);
                }
            }
        } catch (UnreadableDocument e) {
            assertThat(e.getMessage()).isNotEmpty();
            return "refused " + e.code();
        }
        for (JsonNode json : good) {
            assertThat(again(format, json)).isEqualTo(json);
        }
        return String.join(",", read);
    }

    private static JsonNode again(Format format, JsonNode json) throws IOException, UnwritableDocument {
        try {
            byte[] written = Formats.write(format, json);
            return Formats.read(format, written).path("records").path(0);
        } catch (UnreadableDocument e) {
            throw new AssertionError(e.code() + " " + e.place() + " " + e.getMessage(), e);
        }
    }
}
