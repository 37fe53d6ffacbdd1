package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of a document leads to a file, and links lead to every document from the README. */
class DocumentLinksTest {

    private static final Pattern ANCHOR = Pattern.compile("\\]\\(([^)#:\\s]*)#([^)\\s]+)\\)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    @Test
    void everyPageIsReachedFromTheReadmeAndNoLinkLeadsNowhere() throws IOException {
        Set<Path> reached = new TreeSet<>();
        List<Path> ahead = new ArrayList<>(List.of(Path.of("README.md")));
        while (!ahead.isEmpty()) {
            Path page = ahead.remove(ahead.size() - 1);
            if (page.toString().endsWith(".md") && reached.add(page)) {
                ahead.addAll(links(page));
            }
        }

        try (Stream<Path> pages = Files.walk(Path.of("src/docs"))) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md"))).isSubsetOf(reached);
        }
    }

    @Test
    void everyAnchorIsAHeadingOfItsPage() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("src/docs"))) {
            List<Path> pages = Stream.concat(Stream.of(Path.of("README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
            for (Path page : pages) {
                Matcher link = ANCHOR.matcher(Files.readString(page));
                while (link.find()) {
                    Path target = link.group(1).isEmpty()
                            ? page
                            : page.resolveSibling(link.group(1)).normalize();
                    assertThat(headings(target)).as(page + " " + link.group()).contains(link.group(2));
                }
            }
        }
    }

    /** As anchors. */
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .toList();
    }

    private static List<Path> links(Path page) throws IOException {
        List<Path> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            Path target = page.resolveSibling(link.group(1)).normalize();
            assertThat(target).as("link of " + page).exists();
            links.add(target);
        }
        return links;
    }
}
