package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Template;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a local folder: each is read once and whole, or rejected and told. */
class FilesRunIT {

    private static final PullRun.Finished NOTHING = new PullRun.Finished(0, true);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FilesBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new FilesBed(Files.createDirectories(folder.resolve("root")), folder.resolve("spool"));
        Files.createDirectories(bed.root.resolve("out"));
    }

    private void put(String name, String text) {
        WrittenFile.write(bed.root.resolve("out/" + name), text);
    }

    /** A file and its marker. */
    private void whole(String stem, String text) {
        put(stem + ".jsonl", text);
        put(stem + ".ok", "");
    }

    private static String tickets(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> "{\"id\":\"" + id + "\"}\n")
                .collect(Collectors.joining());
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(bed.root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> bed.root.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aFileWithItsMarkerIsReadOnceKeyedByItsNameAndMoved() throws Exception {
        whole("SALES_0001_20260501", tickets(1, 2));
        put("README.txt", "hello");
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(bed.keys()).containsExactly("0001/20260501/1", "0001/20260501/2");
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "out/README.txt",
                        "out/archive/20260501/SALES_0001_20260501.jsonl",
                        "out/archive/20260501/SALES_0001_20260501.ok");
        assertThat(bed.sql.queryForObject(
                        "select headers::jsonb ->> 'file.store' from message_raw limit 1", String.class))
                .isEqualTo("0001");
        assertThat(bed.run()).isEqualTo(NOTHING);

        whole("SALES_0001_20260501", tickets(1, 2));
        assertThat(bed.run()).as("put there again").isEqualTo(NOTHING);
        assertThat(names())
                .as("what was kept is not replaced")
                .contains(
                        "out/archive/20260501/SALES_0001_20260501.jsonl",
                        "out/archive/20260501/SALES_0001_20260501.jsonl.1");
        assertThat(bed.keys()).hasSize(2);
    }

    @Test
    void theSameNameWithOtherContentIsAnotherFileAndOtherIdentitiesAreAsWritten() {
        whole("SALES_0001_20260501", tickets(1, 2));
        bed.run();
        whole("SALES_0001_20260501", tickets(1, 3));
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(3, true));

        bed.source = by(Set.of("sha256"));
        whole("SALES_0002_20260501", tickets(7, 9));
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(3, true));
        whole("SALES_0003_20260501", tickets(7, 9));
        assertThat(bed.run()).as("the same content under another name").isEqualTo(NOTHING);
    }

    private static FilesSource by(Set<String> by) {
        FilesSource source = FilesBed.source(null, 2);
        return new FilesSource(
                source.client(),
                source.path(),
                source.name(),
                source.schedule(),
                source.ready(),
                new FilesSource.Once(by, Duration.ofDays(400)),
                source.after(),
                null,
                source.format(),
                null,
                source.badRows());
    }

    @Test
    void aFileWithoutMarkerIsReadWhenItNoLongerGrows() {
        put("SALES_0001_20260501.jsonl", tickets(1, 1));
        FilesRun run = bed.begin();
        run.step();
        assertThat(run.step()).isEqualTo(new PullRun.Continue(Duration.ofMinutes(2)));
        bed.clock.advance(Duration.ofMinutes(2));
        put("SALES_0001_20260501.jsonl", tickets(1, 2));
        run.step();
        assertThat(run.step()).as("it has grown").isEqualTo(new PullRun.Continue(Duration.ofMinutes(2)));
        bed.clock.advance(Duration.ofMinutes(2));
        PullRun.Outcome outcome = run.step();
        while (outcome instanceof PullRun.Continue) {
            outcome = run.step();
        }
        assertThat(outcome).isEqualTo(new PullRun.Finished(2, true));
    }

    @Test
    void aFileThatGrowsOrVanishesWhileItIsCopiedIsNotTaken() throws Exception {
        whole("SALES_0001_20260501", tickets(1, 2));
        whole("SALES_0002_20260501", tickets(3, 4));
        FilesRun run = bed.begin();
        run.step();
        run.step();
        put("SALES_0001_20260501.jsonl", tickets(1, 5));
        Files.delete(bed.root.resolve("out/SALES_0002_20260501.jsonl"));
        PullRun.Outcome outcome = run.step();
        while (outcome instanceof PullRun.Continue) {
            outcome = run.step();
        }
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("files_unreachable"));
        assertThat(bed.keys()).isEmpty();
        run.close();
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(5, true));
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void aCrashInTheMiddleOfAFileLosesAndDoublesNothing() {
        int rows = FileReading.BATCH * 2 + 7;
        whole("SALES_0001_20260501", tickets(1, rows));
        FilesRun dies = bed.begin();
        while (bed.keys().size() < FileReading.BATCH) {
            dies.step();
        }
        assertThat(FilePlace.parse(String.valueOf(bed.place())).pieces()).isEqualTo(FileReading.BATCH);
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(rows - FileReading.BATCH, true));
        assertThat(bed.keys()).hasSize(rows).doesNotHaveDuplicates();
        assertThat(dies.step()).as("who lost its lease keeps nothing").isEqualTo(FileStoring.LEASE_LOST);
        dies.close();
    }

    @Test
    void aCrashBetweenTheMarkAndTheMoveOnlyMoves() throws Exception {
        whole("SALES_0001_20260501", tickets(1, 2));
        Files.writeString(bed.root.resolve("out/archive"), "no folder");
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(bed.alerts.open("pos")).extracting(SourceAlerts.Alert::code).containsExactly("file_not_moved");
        assertThat(names()).contains("out/SALES_0001_20260501.jsonl");

        assertThat(bed.run()).as("not read again").isEqualTo(NOTHING);
        Files.delete(bed.root.resolve("out/archive"));
        assertThat(bed.run()).isEqualTo(NOTHING);
        assertThat(names()).contains("out/archive/20260501/SALES_0001_20260501.jsonl");
        assertThat(bed.alerts.open("pos")).isEmpty();
    }

    @Test
    void aFileThatIsGoneInTheMiddleIsTold() throws Exception {
        whole("SALES_0001_20260501", tickets(1, FileReading.BATCH * 2));
        FilesRun dies = bed.begin();
        while (bed.keys().isEmpty()) {
            dies.step();
        }
        dies.close();
        Files.delete(bed.root.resolve("out/SALES_0001_20260501.jsonl"));
        assertThat(bed.run()).isEqualTo(NOTHING);
        assertThat(bed.codes()).containsExactly("file_vanished");
        assertThat(bed.run()).isEqualTo(NOTHING);
        assertThat(bed.failures).hasSize(1);
    }

    @Test
    void fewBadRowsAreDeadLettersAndManyRejectTheFileBeforeAnyRowIsKept() throws Exception {
        whole("SALES_0001_20260501", tickets(1, 1) + "{\"id\":\n" + tickets(2, 2));
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(bed.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.at()).startsWith("SALES_0001_20260501.jsonl, record 2"));
        assertThat(bed.sql.queryForObject("select count(*) from message where state = 'dead'", Integer.class))
                .isEqualTo(1);

        bed.failures.clear();
        whole("SALES_0002_20260501", tickets(1, 9) + "x\nx\nx\n" + tickets(10, 11));
        assertThat(bed.run()).isEqualTo(NOTHING);
        assertThat(bed.codes()).containsExactly("too_many_bad_rows");
        assertThat(names()).contains("out/rejected/SALES_0002_20260501.jsonl");
        assertThat(bed.keys()).hasSize(2);

        bed.failures.clear();
        Files.move(
                bed.root.resolve("out/rejected/SALES_0002_20260501.jsonl"),
                bed.root.resolve("out/SALES_0002_20260501.jsonl"));
        bed.source = FilesBed.source(null, 3);
        put("SALES_0002_20260501.ok", "");
        assertThat(bed.run()).as("put back after a correction").isEqualTo(new PullRun.Finished(11, true));
    }

    @Test
    void consecutiveRowsOfATicketAreOneDocument() {
        bed.source = FilesBed.source(new FilesSource.Group(List.of("id"), "lines"), 5);
        String rows = "{\"id\":\"7\",\"line\":%d}\n";
        whole(
                "SALES_0001_20260501",
                rows.formatted(1) + rows.formatted(2) + "{\"id\":\"8\",\"line\":1}\n"
                        + "{\"id\":\"9\",\"line\":1}\nx\n");
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(bed.keys()).containsExactly("0001/20260501/7", "0001/20260501/8");
        assertThat(bed.codes())
                .as("the ticket beside a row that cannot be read")
                .contains("incomplete_group");

        bed.failures.clear();
        whole("SALES_0002_20260501", rows.formatted(1) + "{\"id\":\"8\",\"line\":1}\n" + rows.formatted(2));
        assertThat(bed.run()).isEqualTo(NOTHING);
        assertThat(bed.codes()).as("rows of a ticket that stand apart").containsExactly("group_split");
    }

    @Test
    void aHostileNameStaysInItsFolder() throws Exception {
        FilesSource source = FilesBed.source(null, 2);
        bed.source = new FilesSource(
                source.client(),
                source.path(),
                new io.tillbridge.connector.FileName("^(?<who>.*)_x[.]jsonl$"),
                source.schedule(),
                new FilesSource.Ready(null, Duration.ZERO),
                source.once(),
                new FilesSource.After(Template.parse("archive/$(file.who)/"), null),
                null,
                source.format(),
                null,
                source.badRows());
        put(".._x.jsonl", tickets(1, 1));
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(1, true));
        assertThat(names()).containsExactly("out/archive/_/.._x.jsonl");
    }
}
