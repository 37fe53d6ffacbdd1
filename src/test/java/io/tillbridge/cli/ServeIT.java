package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.LocalPostgres;
import io.tillbridge.support.HubProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real hub in a process of its own. */
class ServeIT {

    @TempDir
    private Path temporary = Path.of("");

    private Path data() {
        return temporary.resolve("data");
    }

    @Test
    void aHubKilledInTheMiddleStartsAgainOnItsData() throws Exception {
        try (HubProcess hub = HubProcess.on(data())) {
            hub.start();
            assertThat(hub.output()).contains("shown once").contains(data().toString());
            assertThat(status(hub.url() + "/api/openapi", null)).isEqualTo(401);
            assertThat(status(hub.url() + "/api/openapi", "Bearer wrong")).isEqualTo(401);
            assertThat(hub.get("/api/openapi").statusCode()).isEqualTo(200);
            assertThat(status(hub.url() + "/actuator/prometheus", null)).isEqualTo(200);
            hub.kill();

            hub.start();

            assertThat(hub.output()).contains("postgres.orphan_stopped");
            assertThat(hub.get("/actuator/health/readiness").body())
                    .contains("\"postgresql\":{\"status\":\"UP\"}")
                    .contains("\"artemis\":{\"status\":\"UP\"}");

            try (HubProcess second = HubProcess.on(data())) {
                assertThat(second.startAndFail()).isEqualTo(1);
                assertOneLine(second, "in use by the running process " + hub.pid(), "[data_directory_in_use]");
            }

            hub.stop();
            assertThat(data().resolve("postgres/postmaster.pid")).doesNotExist();
            assertThat(hub.output()).doesNotContain("Exception");
        }
    }

    @Test
    void aTakenPortIsToldInOneLine() throws IOException {
        try (HubProcess hub = HubProcess.on(data());
                ServerSocket taken = new ServerSocket(hub.port())) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertOneLine(hub, "Port " + taken.getLocalPort(), "--port N", "[port_taken]");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsToldInOneLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        try (HubProcess hub = HubProcess.on(file.resolve("below"))) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertOneLine(hub, file.toString(), "--data DIR", "[data_directory_unwritable]");
        }
    }

    @Test
    void aPostgreSqlThatIsNotThereIsToldInOneLine() {
        try (HubProcess hub =
                HubProcess.on(data()).with("TILLBRIDGE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/tillbridge")) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertOneLine(hub, "127.0.0.1:1", "tillbridge.database.url", "[database_unreachable]");
        }
    }

    @Test
    void aWrongPasswordForPostgreSqlIsToldInOneLineWithoutThePassword() {
        try (DataDirectory elsewhere = DataDirectory.open(temporary.resolve("elsewhere"), 0);
                LocalPostgres postgres = LocalPostgres.start(elsewhere, 0, 20);
                HubProcess hub = HubProcess.on(data())
                        .with("TILLBRIDGE_DATABASE_URL", postgres.access().url())
                        .with("TILLBRIDGE_DATABASE_PASSWORD", "a-wrong-guess")) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertOneLine(hub, "refused user tillbridge", "tillbridge.database.password", "[database_login_refused]");
            assertThat(hub.output()).doesNotContain("a-wrong-guess");
        }
    }

    @Test
    void aDiskWithoutRoomIsToldInOneLine() {
        try (HubProcess hub = HubProcess.on(data(), "--tillbridge.minimum-free=900TB")) {
            assertThat(hub.startAndFail()).isEqualTo(1);
            assertOneLine(hub, "MB free", "tillbridge.minimum-free", "[disk_full]");
        }
    }

    private static void assertOneLine(HubProcess hub, String... parts) {
        assertThat(hub.output().strip().lines()).as(hub.output()).hasSize(1);
        assertThat(hub.output()).startsWith("tillbridge: ").contains(parts);
    }

    private static int status(String url, @Nullable String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
