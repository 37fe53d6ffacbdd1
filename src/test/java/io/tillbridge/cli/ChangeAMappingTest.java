package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of src/docs/change-a-mapping.md that need no hub, run as printed by a shell; {@code ...} in the guide stands for
 * what differs from day to day.
 */
class ChangeAMappingTest {

    private static final List<String> STEPS = List.of("**2. Look", "**3. Write", "**4. Show", "**5. Read", "**7. Have");

    @TempDir
    private Path home = Path.of("");

    @Test
    void theStepsWithoutAHubPrintWhatTheGuideSays() throws Exception {
        String guide = Files.readString(Path.of("src/docs/change-a-mapping.md"));
        for (Path file : mapping()) {
            WrittenFile.write(home.resolve(file), Files.readString(file));
        }

        for (String step : STEPS) {
            assertThat(guide).contains(step);
            String text = guide.substring(guide.indexOf(step));
            String expected = block(text, "text")
                    .lines()
                    .map(line -> Arrays.stream(line.split("[.]{3}", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")))
                    .collect(Collectors.joining("\n"));
            assertThat(run(block(text, "sh"))).as(step).matches(Pattern.compile(expected, Pattern.DOTALL));
        }
    }

    @Test
    void everyBlockIsAShellScriptOrWhatItPrints() throws Exception {
        String guide = Files.readString(Path.of("src/docs/change-a-mapping.md"));
        StringBuilder all = new StringBuilder();
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .forEach(one -> all.append(one.group(1)));

        Process shell = new ProcessBuilder("bash", "-n", "-c", all.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shell.waitFor()).isZero();
    }

    private static List<Path> mapping() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("mappings/warehouse/receipt"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private String run(String script) throws IOException, InterruptedException {
        String tillbridge = "tillbridge() { \"" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "\" -XX:TieredStopAtLevel=1 -cp \"$CLASSES\" " + Main.class.getName() + " \"$@\"; }\n";
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", tillbridge + script)
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.environment().put("CLASSES", Objects.requireNonNull(absolute(System.getProperty("java.class.path"))));
        builder.environment().keySet().removeIf(name -> name.startsWith("TILLBRIDGE_"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.stripTrailing();
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(":", -1))
                .map(one -> Path.of(one).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    /** The first block of a language. */
    private static String block(String text, String language) {
        String begun = text.substring(text.indexOf("```" + language + "\n") + language.length() + 4);
        return begun.substring(0, begun.indexOf("```"));
    }
}
