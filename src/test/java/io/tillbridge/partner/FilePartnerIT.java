package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DirectoryClientPlan;
import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.SftpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestSftp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files put into a partner's folder: whole or not at all, the same under the same name. */
class FilePartnerIT {

    private static final FileSend SEND =
            new FileSend(Template.parse("in/STOCK_$(canonical.sku)_$(batch.id).json"), new Format.Json());

    @TempDir
    private Path root;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @SuppressWarnings("NullAway.Init")
    private Partners partners;

    @BeforeEach
    void start() {
        camel.start();
        partners = new Partners(
                camel,
                reference -> List.of(),
                (condition, status, headers, document) -> false,
                ManualClock.at("2026-05-01T12:00:00Z"),
                new Random(1),
                new FileStores(root, reference -> List.of("hush")));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static Function<String, @Nullable JsonNode> scope(String sku) {
        return path -> switch (path) {
            case "canonical.sku" -> TextNode.valueOf(sku);
            case "batch.id" -> TextNode.valueOf("b1");
            case "mapped" -> JsonNodeFactory.instance.objectNode().put("sku", sku);
            default -> null;
        };
    }

    private Answer put(ConnectionPlan connection, String sku) {
        Partner partner = partners.partner(connection, "drop");
        PartnerRequest request = partner.render(SEND, scope(sku));
        PartnerRequest stored = PartnerRequest.of(request.head(), request.body());
        assertThat(partner.gate().admit()).isInstanceOf(Admission.Admitted.class);
        return partner.read(
                camel.createProducerTemplate().send(partner.endpoint(), exchange -> partner.prepare(exchange, stored)),
                0);
    }

    private static ConnectionPlan local() {
        return FileStoresIT.connection(new DirectoryClientPlan("drop", "", null, Duration.ofSeconds(5)));
    }

    private static ConnectionPlan sftp(TestSftp server, String hostKey) {
        return FileStoresIT.connection(new SftpClientPlan(
                "drop",
                "127.0.0.1",
                server.port(),
                Template.parse("till"),
                null,
                null,
                new SecretReference("env", "DROP", false),
                hostKey,
                null,
                Duration.ofSeconds(5)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("in"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRepeatedCallPutsTheSameFileAndNothingElse() throws Exception {
        try (TestSftp server = new TestSftp(root)) {
            for (ConnectionPlan connection : List.of(local(), sftp(server, server.hostKey()))) {
                assertThat(put(connection, "A1")).isInstanceOf(Answer.Ok.class);
                assertThat(put(connection, "A1")).isInstanceOf(Answer.Ok.class);
                assertThat(names()).containsExactly("STOCK_A1_b1.json");
                assertThat(root.resolve("in/STOCK_A1_b1.json")).hasContent("{\"sku\":\"A1\"}");
            }
        }
    }

    @Test
    void whatACrashLeftUnderTheTemporaryNameIsWrittenOver() throws Exception {
        Files.createDirectories(root.resolve("in"));
        Files.writeString(root.resolve("in/.STOCK_A1_b1.json.part"), "{\"sku\":\"A1\", much more than will be");
        assertThat(put(local(), "A1")).isInstanceOf(Answer.Ok.class);
        assertThat(names()).containsExactly("STOCK_A1_b1.json");
        assertThat(root.resolve("in/STOCK_A1_b1.json")).hasContent("{\"sku\":\"A1\"}");
    }

    @Test
    void aValueStaysOnePartOfTheName() throws Exception {
        assertThat(put(local(), "../../A/1")).isInstanceOf(Answer.Ok.class);
        assertThat(put(local(), "a_1")).isInstanceOf(Answer.Ok.class);
        assertThat(put(local(), "a/1")).isInstanceOf(Answer.Ok.class);
        assertThat(names())
                .containsExactly("STOCK_%2E.%2F..%2FA%2F1_b1.json", "STOCK_a%2F1_b1.json", "STOCK_a_1_b1.json");
    }

    @Test
    void aServerThatRefusesIsTold() throws Exception {
        try (TestSftp server = new TestSftp(root)) {
            assertThat(put(sftp(server, "SHA256:" + "A".repeat(43)), "A1"))
                    .isInstanceOfSatisfying(
                            Answer.AuthFailed.class,
                            failed -> assertThat(failed.detail()).startsWith("host_key_unknown"));
            server.refuseMoves(true);
            assertThat(put(sftp(server, server.hostKey()), "A1")).isInstanceOf(Answer.Unknown.class);
            assertThat(names()).as("the file does not appear").containsExactly(".STOCK_A1_b1.json.part");
        }
    }

    @Test
    void aServerThatIsAwayIsTriedLater() {
        ConnectionPlan away = FileStoresIT.connection(new SftpClientPlan(
                "drop",
                "127.0.0.1",
                1,
                Template.parse("till"),
                null,
                null,
                new SecretReference("env", "DROP", false),
                "SHA256:" + "A".repeat(43),
                null,
                Duration.ofSeconds(5)));
        assertThat(put(away, "A1"))
                .isInstanceOfSatisfying(
                        Answer.Transient.class,
                        later -> assertThat(later.sent()).isFalse());
    }
}
