package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says that a change of a mapping prints; {@code ...} in it stands for what differs from day to day. */
class ReadmeTest {

    private static final String SUBJECT = "mappings/shopify/order/";

    @TempDir
    private Path home = Path.of("");

    @Test
    void aMappingIsChangedTestedAndReleasedAsPrinted() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String row = block(after(readme, "**5. Change the mapping.**"), "yaml");
        String check = after(readme, "**7. Check, test, release.**");
        write(
                SUBJECT + "V006__order_note.mapping.yaml",
                Files.readString(Path.of(SUBJECT + "V005__shipping_as_charged.mapping.yaml"))
                        .replace("\nversion: 5\n", "\nversion: 6\n")
                        .replace("\nasserts:\n", "\n" + row + "asserts:\n"));
        sample();

        Stream<String> printed = block(check, "sh").lines().flatMap(this::run);

        String expected = block(check, "text")
                .lines()
                .map(line -> Arrays.stream(line.split("[.]{3}", -1)).map(Pattern::quote))
                .map(parts -> parts.collect(Collectors.joining(".*")))
                .collect(Collectors.joining("\n"));
        assertThat(printed.collect(Collectors.joining("\n"))).matches(expected);
    }

    private void sample() throws IOException {
        Path from = Path.of(SUBJECT + "samples/charges-only");
        String to = SUBJECT + "samples/with-note/";
        ObjectNode in = (ObjectNode) json(from.resolve("in.json"));
        ObjectNode out = (ObjectNode) json(from.resolve("out.json"));
        ((ObjectNode) out.at("/ext/shopify")).put("note", "Ring twice");
        write(to + "in.json", in.put("note", "Ring twice").toString());
        write(to + "out.json", out.toString());
        write(to + "context.yaml", Files.readString(from.resolve("context.yaml")));
    }

    private static JsonNode json(Path file) throws IOException {
        return ExactJson.parse(Files.readAllBytes(file));
    }

    private void write(String file, String text) {
        WrittenFile.write(home.resolve(file), text);
    }

    /** The lines that a command prints, through its filter. */
    private Stream<String> run(String line) {
        List<String> words = List.of(line.replaceFirst(" [|] .*", "").split(" ", -1));
        assertThat(words.get(0)).isEqualTo("tillbridge");
        CommandRun run = CommandRun.of(Stream.concat(words.stream().skip(1), Stream.of("--home", home.toString()))
                .toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isZero();
        return run.lines().stream()
                .filter(printed -> !line.endsWith("grep -v 'not read'") || !printed.contains("not read"));
    }

    private static String after(String text, String heading) {
        assertThat(text).contains(heading);
        return text.substring(text.indexOf(heading));
    }

    /** The first block of a language. */
    private static String block(String text, String language) {
        String begun = after(text, "```" + language + "\n").substring(language.length() + 4);
        return begun.substring(0, begun.indexOf("```"));
    }
}
