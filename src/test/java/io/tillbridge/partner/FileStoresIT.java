package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DirectoryClientPlan;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.SftpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.support.TestSftp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder and an SFTP server do the same, and neither lets anybody out of its place. */
class FileStoresIT {

    private static final SecretReference SECRET = new SecretReference("env", "DROP", false);

    @TempDir
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private TestSftp server;

    @BeforeEach
    void start() {
        server = new TestSftp(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static ConnectionPlan connection(ClientPlan client) {
        return new ConnectionPlan(
                "pos",
                "legacy",
                "1.0.0",
                ZoneOffset.UTC,
                null,
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of("drop", client),
                Map.of(),
                Map.of(),
                Map.of(),
                "0");
    }

    private SftpClientPlan sftp(String hostKey, boolean byKey) {
        return new SftpClientPlan(
                "drop",
                "127.0.0.1",
                server.port(),
                Template.parse("till"),
                byKey ? SECRET : null,
                null,
                byKey ? null : SECRET,
                hostKey,
                null,
                Duration.ofSeconds(5));
    }

    private FileSession open(ClientPlan client, String secret) throws IOException {
        return new FileStores(root, reference -> List.of(secret)).open(connection(client), "drop");
    }

    private FileSession local(String path) throws IOException {
        return open(new DirectoryClientPlan("drop", path, null, Duration.ofSeconds(5)), "");
    }

    @Test
    void bothListReadWriteAndMove() throws Exception {
        Files.createDirectories(root.resolve("a/sub"));
        for (FileSession opened : List.of(local("."), open(sftp(server.hostKey(), false), "hush"))) {
            try (FileSession session = opened) {
                session.write("a/.one.part", "eins".getBytes(StandardCharsets.UTF_8));
                session.replace("a/.one.part", "a/one");
                session.write("a/.one.part", "zwei".getBytes(StandardCharsets.UTF_8));
                session.replace("a/.one.part", "a/one");
                session.write("a/two", new byte[100_000]);
                assertThat(session.list("a")).extracting(StoredFile::name).containsExactly("one", "two");
                assertThat(session.list("a")).extracting(StoredFile::size).containsExactly(4L, 100_000L);
                assertThat(new String(session.read("a/one").readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("zwei");
                assertThat(session.find("a/none")).isEmpty();
                assertThat(session.find("a/sub")).as("a folder").isEmpty();
                assertThat(session.move("a/one", "done/2026/one")).isTrue();
                assertThat(session.move("a/two", "done/2026/one")).as("taken").isFalse();
                assertThat(session.find("a/two")).isPresent();
            }
            Files.delete(root.resolve("done/2026/one"));
            Files.delete(root.resolve("a/two"));
        }
    }

    @Test
    void aServerWithAnotherKeyIsSentNothing() {
        String other = "SHA256:" + "A".repeat(43);
        assertThatThrownBy(() -> open(sftp(other, false), "hush"))
                .isInstanceOfSatisfying(FileRefused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("host_key_unknown");
                    assertThat(refused).hasMessageContaining(server.hostKey()).hasMessageNotContaining("hush");
                });
    }

    @Test
    void aWrongPasswordAndAnUnreadableKeyAreTold() {
        assertThatThrownBy(() -> open(sftp(server.hostKey(), false), "wrong"))
                .isInstanceOfSatisfying(
                        FileRefused.class, refused -> assertThat(refused.code()).isEqualTo("login_refused"));
        assertThatThrownBy(() -> open(sftp(server.hostKey(), true), "no key"))
                .isInstanceOfSatisfying(
                        FileRefused.class, refused -> assertThat(refused.code()).isEqualTo("private_key_unreadable"));
    }

    @Test
    void aKeyLetsIn() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        for (KeyPair pair : List.of(rsa.generateKeyPair(), KeyUtils.generateKeyPair("ssh-ed25519", 256))) {
            server.accept(pair.getPublic());
            String pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
            try (FileSession session = open(sftp(server.hostKey(), true), pem)) {
                assertThat(session.list("")).isEmpty();
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsNoRefusal() {
        int port = server.port();
        server.close();
        SftpClientPlan plan = sftp("SHA256:" + "A".repeat(43), false);
        assertThat(plan.port()).isEqualTo(port);
        assertThatThrownBy(() -> open(plan, "hush"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FileRefused.class);
        server = new TestSftp(root);
    }

    @Test
    void nothingOutsideTheFolderIsReached() throws Exception {
        Path inside = Files.createDirectories(root.resolve("inside"));
        Files.writeString(root.resolve("secret"), "hush");
        Files.createSymbolicLink(inside.resolve("up"), root);
        Files.createSymbolicLink(inside.resolve("link"), root.resolve("secret"));
        FileStores stores = new FileStores(inside, reference -> List.of());
        for (String path : List.of("..", "up", "/etc", root.toString())) {
            assertThatThrownBy(() -> stores.open(
                            connection(new DirectoryClientPlan("drop", path, null, Duration.ofSeconds(5))), "drop"))
                    .as(path)
                    .isInstanceOfSatisfying(
                            FileRefused.class,
                            refused -> assertThat(refused.code()).isEqualTo("path_outside"));
        }
        try (FileSession session = local("inside")) {
            assertThat(session.list("")).as("links are no files").isEmpty();
            for (String path : List.of("../secret", "up/secret", "/etc/passwd")) {
                assertThatThrownBy(() -> session.read(path)).as(path).isInstanceOf(FileRefused.class);
                assertThatThrownBy(() -> session.write(path, new byte[0]))
                        .as(path)
                        .isInstanceOf(FileRefused.class);
            }
            assertThatThrownBy(() -> session.read("link")).isInstanceOf(IOException.class);
        }
        assertThat(Files.readString(root.resolve("secret"))).isEqualTo("hush");
    }
}
