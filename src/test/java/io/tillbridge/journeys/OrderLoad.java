package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A shop that sends order webhooks as fast as they are acknowledged, from several connections, and sends again what was
 * not acknowledged, under the same delivery id, as Shopify does.
 */
final class OrderLoad {

    private static final long PAUSE_MILLIS = 200;

    private final Hub hub;
    private final int documents;
    private final IntFunction<String> body;
    private final Duration pace;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private OrderLoad(Hub hub, int documents, IntFunction<String> body, Duration pace) {
        this.hub = hub;
        this.documents = documents;
        this.body = body;
        this.pace = pace;
    }

    static OrderLoad start(Hub hub, int documents, int senders, IntFunction<String> body) {
        return start(hub, documents, senders, body, Duration.ZERO);
    }

    /** The same, where each sender rests for {@code pace} after each document. */
    static OrderLoad start(Hub hub, int documents, int senders, IntFunction<String> body, Duration pace) {
        OrderLoad load = new OrderLoad(hub, documents, body, pace);
        for (int sender = 0; sender < senders; sender++) {
            Thread thread = new Thread(load::send, "sender-" + sender);
            thread.setDaemon(true);
            thread.start();
        }
        return load;
    }

    private void send() {
        try {
            for (int number = next.getAndIncrement(); number < documents; number = next.getAndIncrement()) {
                while (!acknowledged(number)) {
                    failed.incrementAndGet();
                    if (stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                if (!pace.isZero() && stopped.await(pace.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean acknowledged(int number) throws InterruptedException {
        byte[] bytes = body.apply(number).getBytes(StandardCharsets.UTF_8);
        try {
            HttpResponse<String> answer = http.send(
                    Signed.shop(hub.url(), "orders", "load-" + number, bytes).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                acknowledged.merge(number, 1, Integer::sum);
                return true;
            }
        } catch (IOException noAnswer) {
            // Sent again, like any webhook without an answer
        }
        return false;
    }

    /** Documents that were answered 200. */
    int acknowledged() {
        return acknowledged.size();
    }

    /** Sends that were not answered 200. */
    int failed() {
        return failed.get();
    }

    /** Waits until every document is acknowledged. */
    void finish(Duration limit) {
        try {
            Eventually.within(limit, () -> assertThat(acknowledged()).isEqualTo(documents));
        } finally {
            stopped.countDown();
        }
    }
}
