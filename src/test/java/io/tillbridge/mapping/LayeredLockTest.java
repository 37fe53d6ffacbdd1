package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home over the jar: each has its own lock, and both count. */
class LayeredLockTest {

    private static final String MAPPING = """
            kind: Mapping
            subject: tiny.receipt
            version: %d
            from: a
            to: tiny/x
            rows: [{to: x, type: string, from: a}]
            """;
    private static final String ROW =
            "  - {version: 1, from: \"%s\", at: \"2026-04-20T09:30:00Z\", by: ana, why: first}\n";

    @TempDir
    private Path home = Path.of("");

    private final HomeFiles shipped = HomeFiles.at(null);

    private String jarLine() {
        return shipped.text(MappingLock.FILE).lines().findFirst().orElseThrow();
    }

    private void write(String file, String text) {
        WrittenFile.write(home.resolve(file), text);
    }

    private void tiny() {
        write("mappings/tiny/receipt/V001__x.mapping.yaml", MAPPING.formatted(1));
        write("mappings/tiny/receipt/samples/one/in.json", "{\"a\": \"v\"}");
        write("mappings/tiny/receipt/samples/one/out.json", "{\"x\": \"v\"}");
    }

    private void activations(String subject, String... rows) {
        write(
                "mappings/" + subject.replace('.', '/') + "/activations.yaml",
                "kind: Activations\nsubject: " + subject + "\nbasis: event_time\nrows:\n" + String.join("", rows));
    }

    private static String row(String from) {
        return ROW.formatted(from);
    }

    private List<Problem> problems() {
        Problems problems = new Problems();
        MappingCatalog.load(HomeFiles.at(home), problems);
        return problems.list();
    }

    @Test
    void aReleaseWritesOnlyItsOwnLineIntoTheHome() throws IOException {
        tiny();

        assertThat(new MappingRelease(home).release("tiny.receipt", 1))
                .isInstanceOf(MappingRelease.Outcome.Released.class);

        assertThat(Files.readString(home.resolve(MappingLock.FILE)))
                .isEqualTo(Sha256.hex(MAPPING.formatted(1)) + "  tiny.receipt V1\n");
        assertThat(problems()).isEmpty();
        assertThat(new MappingRelease(home).release("warehouse.receipt", 1))
                .isInstanceOf(MappingRelease.Outcome.AlreadyReleased.class);
    }

    @Test
    void aHomeWithTheWholeLockOfAnOlderJarGoesOn() {
        write(MappingLock.FILE, jarLine() + "\n");

        assertThat(problems()).isEmpty();
    }

    @Test
    void aLineThatTheJarLocksDifferentlyIsRefused() {
        String name = jarLine().substring(66);
        write(MappingLock.FILE, "# mine\n" + "0".repeat(64) + "  " + name + "\n");

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("locked_differently");
            assertThat(problem.found()).contains(name);
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.expected()).contains(jarLine().substring(0, 64));
        });
    }

    @Test
    void aHomesActivationsAreLockedByItsOwnLinesNotByThoseOfTheFileTheyReplace() {
        activations("warehouse.receipt", row("2026-05-01T00:00:00Z"));
        assertThat(problems()).isEmpty();

        assertThat(new MappingRelease(home).lockActivations("warehouse.receipt"))
                .isEqualTo(1);
        assertThat(problems()).isEmpty();

        activations("warehouse.receipt", row("2026-06-01T00:00:00Z"));
        assertThat(problems()).extracting(Problem::rule).containsExactly("activation_changed");
    }
}
