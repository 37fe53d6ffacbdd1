package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.FileName;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.SftpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.support.TestSftp;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sender of an EDI file is told once what became of it, whatever dies in between. */
class AcknowledgedFilesIT {

    private static final String HEAD = "ISA*00*          *00*          *ZZ*WAREHOUSE      *ZZ*SHOP           "
            + "*260101*1200*U*00401*%09d*0*P*>~GS*SW*WAREHOUSE*SHOP*20260101*1200*%d*X*004010~";
    private static final String SET = "ST*945*0001~W06*F*A1~SE*3*0001~";
    private static final String WRONG = "ST*945*0002~W06*F*A2~SE*9*0002~";
    private static final String TAIL = "GE*%d*%d~IEA*1*%09d~";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestSftp server;

    @SuppressWarnings("NullAway.Init")
    private FilesBed bed;

    @BeforeEach
    void start() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("out"));
        server = new TestSftp(root);
        bed = new FilesBed(root, folder.resolve("spool"));
        bed.client = new SftpClientPlan(
                "drop",
                "127.0.0.1",
                server.port(),
                Template.parse("till"),
                null,
                null,
                new SecretReference("env", "DROP", false),
                server.hostKey(),
                null,
                Duration.ofSeconds(5));
        bed.source = source("/acks");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static FilesSource source(String acknowledge) {
        FilesSource plain = FilesBed.source(null, 2);
        return new FilesSource(
                plain.client(),
                plain.path(),
                new FileName("^.*[.]edi$"),
                plain.schedule(),
                new FilesSource.Ready(null, Duration.ofMinutes(1)),
                plain.once(),
                new FilesSource.After(Template.parse("archive"), Template.parse("rejected")),
                null,
                new Format.X12(new Format.Edi(Set.of("945"), null, acknowledge)),
                null,
                new FilesSource.BadRows(1));
    }

    private void put(String name, int number, String... sets) {
        WrittenFile.write(
                bed.root.resolve("out/" + name),
                HEAD.formatted(number, number) + String.join("", sets) + TAIL.formatted(sets.length, number, number));
    }

    private List<String> acknowledgements() throws IOException {
        Path acks = bed.root.resolve("acks");
        if (!Files.exists(acks)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(acks)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private String told(String name) throws IOException {
        return Files.readString(bed.root.resolve("acks/" + name));
    }

    @Test
    void eachFileIsAcknowledgedOnceWithNumbersOfItsOwn() throws Exception {
        put("one.edi", 7, SET, WRONG);
        put("two.edi", 8, SET);
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(acknowledgements()).containsExactly("ack_000000001.edi", "ack_000000002.edi");
        assertThat(told("ack_000000001.edi"))
                .startsWith("ISA*00*          *00*          *ZZ*SHOP           *ZZ*WAREHOUSE      *")
                .contains("AK1*SW*7~AK2*945*0001~AK5*A~AK2*945*0002~AK5*R*4~AK9*P*2*2*1~");
        assertThat(told("ack_000000002.edi")).contains("AK1*SW*8~AK2*945*0001~AK5*A~AK9*A*1*1*1~");
        bed.run();
        assertThat(acknowledgements()).as("a second look").hasSize(2);
    }

    @Test
    void whatIsOwedWhenTheProcessDiesIsWrittenByTheNextOneWithTheSameBytes() throws Exception {
        put("one.edi", 7, SET);
        FilesRun dying = bed.begin();
        while (bed.sql.queryForObject("select count(*) from source_file", Integer.class) == 0) {
            server.refuseMoves(true);
            if (dying.step() instanceof PullRun.Continue next) {
                bed.clock.advance(next.pause());
            }
        }
        dying.close();
        assertThat(acknowledgements()).as("the server let nothing be renamed").isEmpty();
        assertThat(bed.alerts.open("pos")).extracting(SourceAlerts.Alert::code).contains("not_acknowledged");
        byte[] owed = bed.sql.queryForObject("select body from acknowledgement where written_at is null", byte[].class);

        server.refuseMoves(false);
        bed.clock.advance(Duration.ofHours(1));
        bed.run();
        assertThat(acknowledgements()).containsExactly("ack_000000001.edi");
        assertThat(Files.readAllBytes(bed.root.resolve("acks/ack_000000001.edi")))
                .isEqualTo(owed);
        assertThat(bed.alerts.open("pos")).isEmpty();

        bed.sql.update("update acknowledgement set written_at = null");
        bed.run();
        assertThat(acknowledgements()).as("written, and its note lost").containsExactly("ack_000000001.edi");
        assertThat(Files.readAllBytes(bed.root.resolve("acks/ack_000000001.edi")))
                .isEqualTo(owed);
    }

    @Test
    void aRejectedFileIsRefusedWholeAndOneThatIsNoEdiGetsNoAnswer() throws Exception {
        put("bad.edi", 9, SET, WRONG, WRONG.replace("0002", "0003"));
        WrittenFile.write(bed.root.resolve("out/noise.edi"), "hello");
        bed.run();
        assertThat(bed.keys()).isEmpty();
        assertThat(acknowledgements()).containsExactly("ack_000000001.edi");
        assertThat(told("ack_000000001.edi"))
                .contains("AK2*945*0001~AK5*R*5~AK2*945*0002~AK5*R*4~")
                .contains("AK9*R*");
    }

    @Test
    void aFlowThatOwesNothingWritesNothing() throws Exception {
        FilesSource plain = source("/acks");
        bed.source = new FilesSource(
                plain.client(),
                plain.path(),
                plain.name(),
                plain.schedule(),
                plain.ready(),
                plain.once(),
                plain.after(),
                null,
                new Format.X12(new Format.Edi(Set.of("945"), null)),
                null,
                plain.badRows());
        put("one.edi", 7, SET);
        bed.run();
        assertThat(acknowledgements()).isEmpty();
        assertThat(bed.sql.queryForObject("select count(*) from acknowledgement", Integer.class))
                .isZero();
    }
}
