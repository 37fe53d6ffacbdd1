package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that names the tests which show something names tests that are there. */
class NamedTestsTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern ROW = Pattern.compile("\\| \\d+ \\|");

    /** How many kinds of failures users of comparable systems report most. */
    private static final int FAILURES = 25;

    @ParameterizedTest
    @ValueSource(strings = {"failures.md", "worked-numbers.md"})
    void everyNamedTestIsThere(String page) throws IOException {
        Map<String, String> classes = classes();
        Set<String> missing = new TreeSet<>();
        int named = 0;
        Matcher test = NAMED.matcher(Files.readString(Path.of("src/docs", page)));
        while (test.find()) {
            named++;
            if (!holds(classes.getOrDefault(test.group(1), ""), test.group(2))) {
                missing.add(test.group());
            }
        }

        assertThat(missing).as("tests that %s names and nobody wrote", page).isEmpty();
        assertThat(named).isGreaterThan(20);
    }

    /** Each has one row, which names a test. */
    @Test
    void everyFailureHasOneRowWithATest() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/docs/failures.md")).stream()
                .filter(line -> ROW.matcher(line).lookingAt())
                .toList();

        assertThat(rows.stream().map(row -> row.split(" ", 3)[1]))
                .as("the first column of failures.md")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, FAILURES)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(rows).allMatch(row -> NAMED.matcher(row).find(), "names a test");
    }

    /** A method of that name in whose paragraph an annotation makes it a test. */
    private static boolean holds(String source, String method) {
        return Stream.of(source.split("\n\n"))
                .anyMatch(part -> part.contains("void " + method + "(")
                        && Pattern.compile("@(?:Parameterized|Repeated)?Test\\b")
                                .matcher(part)
                                .find());
    }

    private static Map<String, String> classes() throws IOException {
        Map<String, String> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                classes.put(String.valueOf(file.getFileName()).replace(".java", ""), Files.readString(file));
            }
        }
        return classes;
    }
}
