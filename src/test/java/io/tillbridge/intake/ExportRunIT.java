package io.tillbridge.intake;

import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.sun.net.httpserver.HttpServer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.ExportJob;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.PolledRecords;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Schedule;
import io.tillbridge.connector.Template;
import io.tillbridge.support.FakeDestination.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports that a source makes on request. */
class ExportRunIT {

    private static final int RECORDS = 1_200;

    private final PollBed bed = new PollBed();
    private final HttpServer files;
    private volatile byte[] file = new byte[0];

    ExportRunIT() throws IOException {
        files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        files.createContext("/", exchange -> {
            assertThat(exchange.getRequestHeaders().get("Authorization")).isNull();
            byte[] bytes = file;
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        files.start();
    }

    @BeforeEach
    void export() {
        bed.of(new PollHttpSource(
                "api",
                new Schedule.Every(Duration.ofDays(1)),
                new RequestTemplate("POST", Template.parse("/exports"), Map.of(), Map.of(), null),
                null,
                List.of(),
                PolledRecords.at(JsonPointer.empty()),
                new Pages.None(),
                new CursorRule(
                        List.of(),
                        "epoch",
                        Duration.ZERO,
                        Duration.ZERO,
                        null,
                        0,
                        0,
                        null,
                        null,
                        false,
                        new CursorRule.FullRead(null, 100)),
                null,
                new ExportJob(
                        JsonPointer.compile("/id"),
                        PollBed.get("/exports/$(job.id)"),
                        Duration.ofSeconds(10),
                        Duration.ofHours(6),
                        state("DONE"),
                        state("FAILED"),
                        JsonPointer.compile("/url"),
                        Set.of("127.0.0.1:" + files.getAddress().getPort()),
                        100_000)));
    }

    private static Condition state(String word) {
        return new Condition.Test(
                new Condition.Subject.Pointer(JsonPointer.compile("/state")),
                Condition.Operator.EQUALS,
                List.of(Template.parse(word)),
                "string");
    }

    @AfterEach
    void stop() {
        files.stop(0);
        bed.close();
    }

    private String done() {
        return "{\"state\":\"DONE\",\"url\":\"http://127.0.0.1:"
                + files.getAddress().getPort() + "/x?sig=a%2Bb\"}";
    }

    private static byte[] records(boolean packed) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int id = 1; id <= RECORDS; id++) {
            lines.append(Listings.item(id, 1, "x")).append('\n');
        }
        byte[] plain = lines.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return packed ? out.toByteArray() : plain;
    }

    @Test
    void anExportIsWaitedForAndACrashInTheMiddleGoesOnWithTheSameJob() throws Exception {
        file = records(true);
        bed.partner.next(answer(200, "{\"id\":\"j 1\"}"), answer(200, "{\"state\":\"RUNNING\"}"), answer(200, done()));
        PullRun killed = bed.run();
        assertThat(killed.step()).as("asked for").isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(killed.step()).as("not ready").isEqualTo(new PullRun.Continue(Duration.ofSeconds(10)));
        assertThat(killed.step()).as("downloaded").isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(killed.step()).as("500 records").isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(bed.keys()).hasSize(500);
        bed.partner.next(answer(200, done()));
        assertThat(bed.ended()).isInstanceOf(PullRun.Finished.class);
        assertThat(bed.keys()).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(bed.partner.calls())
                .extracting(Call::uri)
                .containsExactly("/exports", "/exports/j%201", "/exports/j%201", "/exports/j%201");
        assertThat(bed.state()).isEqualTo(CursorState.START);
    }

    @Test
    void aJobThatFailsOrIsLateIsToldAndForgotten() throws Exception {
        bed.partner.next(answer(200, "{\"id\":7}"), answer(200, "{\"state\":\"FAILED\"}"));
        assertThat(code()).isEqualTo("job_failed");
        assertThat(bed.state().run()).isNull();
        bed.partner.next(answer(200, "{\"id\":8}"));
        PullRun late = bed.run();
        late.step();
        bed.clock.advance(Duration.ofHours(7));
        assertThat(code()).isEqualTo("job_timed_out");
        bed.partner.next(answer(200, "{\"id\":9}"), answer(404, "{}"));
        assertThat(code()).isEqualTo("job_gone");
    }

    @Test
    void aFileThatIsBrokenTooLongOrElsewhereIsRefused() throws Exception {
        file = "{\"id\":1}\n{\"id\":".getBytes(StandardCharsets.UTF_8);
        bed.partner.next(answer(200, "{\"id\":7}"), answer(200, done()));
        assertThat(code()).isEqualTo("export_unreadable");
        file = " ".repeat(100_001).getBytes(StandardCharsets.UTF_8);
        bed.partner.next(answer(200, "{\"id\":8}"));
        bed.partner.always(call -> answer(200, done()));
        assertThat(code()).isEqualTo("download_too_long");
        bed.partner.always(call -> answer(200, "{\"state\":\"DONE\",\"url\":\"http://169.254.169.254/\"}"));
        assertThat(code()).isEqualTo("job_link_refused");
    }

    private String code() throws Exception {
        return bed.ended() instanceof PullRun.Failed failed ? failed.code() : "";
    }
}
