package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that commands append to reviews, activations and value maps; the rest of each file stays as it is written. */
class YamlRowsTest {

    private static final Instant AT = Instant.parse("2026-09-28T09:00:00Z");
    private static final String REVIEWS = "mappings/shop/thing/reviews.yaml";
    private static final String ROW = "{a: 1}";

    @TempDir
    Path home;

    private static String with(String text) {
        return YamlRows.with(text, "kind: New\n", List.of(ROW));
    }

    @Test
    void aRowComesBehindTheLastOneHoweverTheFileEnds() {
        assertThat(with("kind: X\nrows:\n  - {a: 0}\n")).isEqualTo("kind: X\nrows:\n  - {a: 0}\n  - {a: 1}\n");
        assertThat(with("kind: X\nrows:\n  - {a: 0}")).isEqualTo("kind: X\nrows:\n  - {a: 0}\n  - {a: 1}\n");
        assertThat(with("kind: X\nrows:\n- a: 0\n  b: 0\n\n\n"))
                .isEqualTo("kind: X\nrows:\n- a: 0\n  b: 0\n- {a: 1}\n");
        assertThat(with("kind: X\r\nrows:\r\n  - {a: 0}\r\n"))
                .isEqualTo("kind: X\r\nrows:\r\n  - {a: 0}\r\n  - {a: 1}\r\n");
    }

    @Test
    void commentsAndKeysBehindTheRowsStayWhereTheyAre() {
        assertThat(with("# top\nrows: # all\n  # one\n  - {a: 0} # first\n# of others\nkind: X\n# end\n"))
                .isEqualTo(
                        "# top\nrows: # all\n  # one\n  - {a: 0} # first\n  - {a: 1}\n# of others\nkind: X\n# end\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind: X\nrows: []\n", "kind: X\nrows: [ ]", "kind: X\nrows:\n", "kind: X\n", "kind: X"})
    void aListWithoutRowsBegins(String text) {
        assertThat(with(text)).isEqualTo("kind: X\nrows:\n  - {a: 1}\n");
    }

    @Test
    void anEmptyFileIsANewOne() {
        assertThat(with("")).isEqualTo("kind: New\nrows:\n  - {a: 1}\n");
        assertThat(with(" \n\n")).isEqualTo("kind: New\nrows:\n  - {a: 1}\n");
        assertThat(YamlRows.with(null, "kind: New\n", List.of(ROW))).isEqualTo("kind: New\nrows:\n  - {a: 1}\n");
    }

    @Test
    void aFileIsReplacedWithItsPermissionsAndNothingStaysBeside() throws IOException {
        Path file = home.resolve("deep/a.yaml");
        YamlRows.replace(file, "old\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Object before = Files.getAttribute(file, "unix:ino");

        YamlRows.replace(file, "new\n");

        assertThat(file).hasContent("new\n");
        assertThat(Files.getAttribute(file, "unix:ino"))
                .as("another file was renamed over it")
                .isNotEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(beside(file)).containsExactly("a.yaml");
    }

    @Test
    void behindALinkTheFileIsReplacedAndTheLinkStays() throws IOException {
        Path file = home.resolve("real/a.yaml");
        YamlRows.replace(file, "old\n");
        Path link = Files.createSymbolicLink(home.resolve("a.yaml"), file);

        YamlRows.replace(link, "new\n");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new\n");
    }

    @Test
    void aFileThatCannotBeReplacedStandsAndNothingStaysBeside() throws IOException {
        Path folder = Files.createDirectories(home.resolve("a.yaml"));
        Files.createFile(folder.resolve("in the way"));

        assertThatThrownBy(() -> YamlRows.replace(folder, "new\n"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write");

        assertThat(folder.resolve("in the way")).exists();
        assertThat(beside(folder)).containsExactly("a.yaml");
    }

    private static List<String> beside(Path file) throws IOException {
        try (Stream<Path> all = Files.list(Objects.requireNonNull(file.getParent()))) {
            return all.map(one -> String.valueOf(one.getFileName())).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows: []\n", "rows: [] # none yet", "rows:\n  - " + SHA + "\n# of ana", ""})
    void aReviewIsAppendedToAnyOfThem(String rows) throws IOException {
        write(REVIEWS, rows.isEmpty() ? "" : "# ours\nkind: Reviews\nsubject: shop.thing\n" + rows);

        MappingReviews.append(home, new Review(1, "b".repeat(64), "", "ana", AT, true, "read"), "shop.thing");

        String text = Files.readString(home.resolve(REVIEWS));
        assertThat(text)
                .contains("\n  - {version: 1, sha256: " + "b".repeat(64))
                .endsWith("\n");
        assertThat(text.startsWith("# ours")).isEqualTo(!rows.isEmpty());
    }

    private static final String SHA =
            "{version: 1, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                    + ", by: ana, at: \"2026-09-01T09:00:00Z\", verdict: approved, why: read}";

    @ParameterizedTest
    @ValueSource(strings = {"rows: []\n", "rows: [] # none yet", ""})
    void anActivationIsAppendedToAnyOfThem(String rows) throws IOException {
        SetFiles.of(1).write(home);
        write(
                SetFiles.ACTIVATIONS,
                rows.isEmpty() ? "" : "# ours\nkind: Activations\nsubject: shop.thing\nbasis: event_time\n" + rows);

        MappingActivation.Outcome outcome = new MappingActivation(home)
                .activate(new ActivationWish("shop.thing", 1, null, AT, "ana", "first", List.of(), false));

        assertThat(outcome).isInstanceOf(MappingActivation.Outcome.Activated.class);
        assertThat(MappingCatalog.load(home).activations("shop.thing")).hasSize(1);
        assertThat(Files.readString(home.resolve(SetFiles.ACTIVATIONS)).startsWith("# ours"))
                .isEqualTo(!rows.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows: []\n", "rows: [] # none yet", "rows:\n  - {source: B, target: b} # of ana"})
    void aRowOfAValueMapIsAppendedToAnyOfThem(String rows) throws IOException {
        write(
                SetFiles.CODES,
                "# ours\nkind: ValueMap\nname: codes\nversion: 4 # counts on\n"
                        + "key: {columns: [source], normalize: [trim, upper]}\n" + rows);
        ValueMapFiles maps = new ValueMapFiles(home);

        maps.put(
                Objects.requireNonNull(maps.find("codes")),
                List.of(new ValueMapRow(List.of("a"), "\"x\"", null, null)));

        ValueMap read = Objects.requireNonNull(maps.find("codes"));
        assertThat(read.version()).isEqualTo(5);
        assertThat(read.rows().get(read.rows().size() - 1).target()).isEqualTo("\"x\"");
        assertThat(Files.readString(home.resolve(SetFiles.CODES)))
                .startsWith("# ours\nkind: ValueMap\nname: codes\nversion: 5 # counts on\n")
                .contains(rows.contains("ana") ? "# of ana" : "rows:");
    }

    private void write(String file, String text) {
        WrittenFile.write(home.resolve(file), text);
    }
}
