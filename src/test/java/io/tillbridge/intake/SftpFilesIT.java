package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.SftpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.support.TestSftp;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an SFTP server that fails in the middle. */
class SftpFilesIT {

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
        bed.client = client(server.hostKey());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SftpClientPlan client(String hostKey) {
        return new SftpClientPlan(
                "drop",
                "127.0.0.1",
                server.port(),
                Template.parse("till"),
                null,
                null,
                new SecretReference("env", "DROP", false),
                hostKey,
                null,
                Duration.ofSeconds(5));
    }

    private void put(String stem, int rows) {
        WrittenFile.write(
                bed.root.resolve("out/" + stem + ".jsonl"),
                "{\"id\":\"1\",\"text\":\"%s\"}\n".formatted("x".repeat(100)).repeat(rows));
        WrittenFile.write(bed.root.resolve("out/" + stem + ".ok"), "");
    }

    @Test
    void aConnectionThatIsCutInTheMiddleOfAFileKeepsNothingOfIt() {
        put("SALES_0001_20260501", 20_000);
        server.cutBehind(500_000);
        assertThat(bed.run())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("files_unreachable"));
        assertThat(server.cuts()).isPositive();
        assertThat(bed.sql.queryForObject("select count(*) from message", Integer.class))
                .isZero();
        server.cutBehind(Long.MAX_VALUE);
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(20_000, true));
        assertThat(bed.root.resolve("out/archive/20260501/SALES_0001_20260501.jsonl"))
                .exists();
    }

    @Test
    void aFileThatCannotBeReadKeepsNoOtherBack() {
        put("SALES_0001_20260501", 20_000);
        WrittenFile.write(bed.root.resolve("out/SALES_0002_20260501.jsonl"), "{\"id\":\"1\"}\n");
        server.cutBehind(500_000);
        assertThat(bed.run()).as("the cut one is told").isInstanceOf(PullRun.Failed.class);
        assertThat(bed.keys()).as("the other one needed two looks").containsExactly("0002/20260501/1");
    }

    @Test
    void aFileThatMayNotBeMovedIsReadOnceAndTold() {
        put("SALES_0001_20260501", 2);
        server.refuseMoves(true);
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(0, true));
        assertThat(bed.alerts.open("pos")).extracting(SourceAlerts.Alert::code).containsExactly("file_not_moved");
        server.refuseMoves(false);
        assertThat(bed.run()).isEqualTo(new PullRun.Finished(0, true));
        assertThat(bed.alerts.open("pos")).isEmpty();
    }

    @Test
    void aServerWithAnotherKeyIsNotRead() {
        put("SALES_0001_20260501", 2);
        bed.client = client("SHA256:" + "A".repeat(43));
        assertThat(bed.run())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("host_key_unknown"));
    }
}
