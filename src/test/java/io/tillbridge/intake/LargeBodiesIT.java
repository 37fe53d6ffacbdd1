package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What senders announce costs nothing; what they send is bounded over all of them. */
class LargeBodiesIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int ANNOUNCED = 10_000_000;

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static IntakeBed bed;

    private final List<Socket> open = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Plans plans = new Plans();
        plans.put(Plans.connection(
                "shop",
                Plans.flow(
                        "orders",
                        new WebhookSource(Plans.shopHmac(), null, ANNOUNCED, Set.of("application/json")),
                        new KeyRule.Pointers(List.of(JsonPointer.compile("/event_id"))),
                        Plans.pointer("/id"))));
        bed = IntakeBed.start(directory, plans, 0, DataSize.ofMegabytes(1));
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
        Eventually.holds(() -> assertThat(budget().used()).as("given back").isZero());
    }

    private static BodyBudget budget() {
        return bed.bean(BodyBudget.class);
    }

    /** A request that announces much, sends {@code bytes} of it and then nothing. */
    private void halfOpen(int bytes) throws IOException {
        Socket socket = new Socket("localhost", bed.port());
        open.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(("POST /hooks/shop/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + ANNOUNCED + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[bytes]);
        out.flush();
    }

    private static HttpResponse<String> send(int length) throws Exception {
        String body = "{\"id\":\"" + "x".repeat(length - 9) + "\"}";
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + bed.port() + "/hooks/shop/orders"))
                        .header("Content-Type", "application/json")
                        .header("x-shop-hmac-sha256", Plans.sign("hush", body.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void fiftyRequestsThatAnnounceTenMegabytesAndSendNothingHoldAlmostNothing() throws Exception {
        for (int n = 0; n < 50; n++) {
            halfOpen(1);
        }
        Eventually.holds(() -> assertThat(budget().used()).isEqualTo(50 * 8 * 1024));
        assertThat(send(1_000).statusCode()).isEqualTo(200);
        assertThat(send(400_000).statusCode()).as("there is room for it").isEqualTo(200);
    }

    @Test
    void beyondTheBudgetALargeBodyIsAnswered503AndASmallOneIsTaken() throws Exception {
        halfOpen(700_000);
        Eventually.holds(() -> assertThat(budget().used()).isGreaterThan(700_000));
        HttpResponse<String> refused = send(400_000);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"body_memory_full\"");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(send(60_000).statusCode()).isEqualTo(200);

        hangUp();
        assertThat(send(400_000).statusCode()).as("after the abort").isEqualTo(200);
    }

    @Test
    void aLargeBodyArrivesByteForByteOrItsSignatureWouldNotMatch() throws Exception {
        for (int length : new int[] {65_536, 65_537, 131_072, 900_000}) {
            HttpResponse<String> answer = send(length);
            assertThat(answer.statusCode()).as(length + " " + answer.body()).isEqualTo(200);
        }
    }
}
