package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} prints, command by command. Each element of a description is a paragraph of its own. */
class HelpTest {

    static Stream<CommandSpec> commands() {
        return below(Main.commandLine().getCommandSpec());
    }

    private static Stream<CommandSpec> below(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(HelpTest::below));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyParagraphIsMadeOfWholeSentences(CommandSpec command) {
        Stream<String[]> paragraphs = Stream.concat(
                Stream.of(
                        command.usageMessage().description(),
                        command.usageMessage().header()),
                command.args().stream().map(CommandLine.Model.ArgSpec::description));

        assertThat(paragraphs.flatMap(Arrays::stream).filter(paragraph -> !paragraph.isEmpty()))
                .as(command.qualifiedName())
                .allMatch(paragraph -> paragraph.matches("(?s)[A-Z$].*[.!?]"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandShowsACallOfItself(CommandSpec command) {
        List<String> footer = List.of(command.usageMessage().footer());

        assertThat(footer)
                .as(command.qualifiedName())
                .anyMatch(line -> line.matches(".*\\b" + command.qualifiedName() + "\\b.*"));
    }
}
