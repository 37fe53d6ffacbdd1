package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A connector stays a file that one person reads: it and the rows of its largest mapping are 400 lines at most. */
class ConnectorSizesTest {

    private static final int MOST = 400;

    private static final Path DOCUMENTED = Path.of("src/docs/connectors.md");
    private static final String BEGIN = "<!-- generated: lines of YAML -->\n";
    private static final String END = "<!-- end of lines -->";
    private static final Pattern NAMED = Pattern.compile("mapping: ([a-z0-9_-]+\\.[a-z0-9_-]+)");

    private final HomeFiles home = HomeFiles.only(Path.of("").toAbsolutePath());

    /**
     * Lines that are neither empty nor a comment.
     *
     * @param subject of the mapping with most rows, in lines; empty when the connector names none
     */
    private record Size(String connector, long lines, String subject, long rows) {

        long together() {
            return lines + rows;
        }
    }

    private List<Size> sizes() {
        List<Size> sizes = new ArrayList<>();
        for (String file : home.list("config/connectors", ".connector.yaml")) {
            String text = home.text(file);
            Size largest = new Size(file.replaceAll(".*/|\\.connector\\.yaml$", ""), lines(text), "", 0);
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                long rows = rows(named.group(1));
                if (rows > largest.rows()) {
                    largest = new Size(largest.connector(), largest.lines(), named.group(1), rows);
                }
            }
            sizes.add(largest);
        }
        sizes.sort(Comparator.comparing(Size::connector));
        return sizes;
    }

    /** Of the newest version. */
    private long rows(String subject) {
        List<String> versions = home.list("mappings/" + subject.replace('.', '/'), ".mapping.yaml");
        if (versions.isEmpty()) {
            return 0;
        }
        String text = home.text(versions.get(versions.size() - 1));
        Matcher rows = Pattern.compile("(?ms)^rows:\\n(.*?)(?=^[a-z]|\\z)").matcher(text);
        return rows.find() ? lines(rows.group(1)) : 0;
    }

    private static long lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .count();
    }

    @Test
    void noConnectorIsLongerThanOnePersonReads() {
        List<Size> sizes = sizes();

        assertThat(sizes).isNotEmpty().allSatisfy(size -> {
            assertThat(size.together()).as(size.toString()).isLessThanOrEqualTo(MOST);
            assertThat(size.rows())
                    .as("rows of a mapping of " + size.connector())
                    .isPositive();
        });
    }

    /** Regenerate with {@code mvn test -Dtest=ConnectorSizesTest -Dtillbridge.write=true}. */
    @Test
    void theDocumentedFiguresAreThoseOfTheFiles() throws IOException {
        StringBuilder table = new StringBuilder("| connector | its lines | largest mapping | its rows | together |\n");
        table.append("|---|--:|---|--:|--:|\n");
        for (Size size : sizes()) {
            table.append("| %s | %d | %s | %d | %d |\n"
                    .formatted(size.connector(), size.lines(), size.subject(), size.rows(), size.together()));
        }
        String text = Files.readString(DOCUMENTED);
        String expected =
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("tillbridge.write")) {
            Files.writeString(DOCUMENTED, expected);
        }

        assertThat(DOCUMENTED)
                .as("regenerate with: mvn test -Dtest=ConnectorSizesTest -Dtillbridge.write=true")
                .hasContent(expected);
    }
}
