package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * PostgreSQL is stopped for a minute, or what {@code -Dtillbridge.test.database-away} says, while a shop keeps sending.
 */
@ExtendWith(RunningHub.class)
class DatabaseAwayIT {

    private static final Duration AWAY = Duration.parse(System.getProperty("tillbridge.test.database-away", "PT60S"));
    private static final int PER_SECOND = 20;
    private static final int SENDERS = 4;

    @Test
    void everyWebhookIsAcknowledgedWhilePostgreSqlIsAwayAndPostedOnceAfterwards(Hub hub, RunningHub.Postgres postgres)
            throws InterruptedException {
        String sku = "AWAY-" + Payloads.fresh();
        hub.item(sku);
        long first = 2_000_000_000L + Payloads.fresh() % 100_000_000L * 10_000;
        int documents = (int) AWAY.toSeconds() * PER_SECOND;

        postgres.stop();
        long stopped = System.nanoTime();
        OrderLoad load;
        try {
            load = OrderLoad.start(
                    hub,
                    documents,
                    SENDERS,
                    number -> Payloads.shopOrder(Long.toString(first + number), sku),
                    Duration.ofSeconds(1).multipliedBy(SENDERS).dividedBy(PER_SECOND));
            Eventually.within(
                    AWAY.plusSeconds(60), () -> assertThat(load.acknowledged()).isEqualTo(documents));
            assertThat(load.failed()).as("webhooks not acknowledged at once").isZero();
            long left = AWAY.toMillis()
                    - Duration.ofNanos(System.nanoTime() - stopped).toMillis();
            assertThat(new CountDownLatch(1).await(Math.max(0, left), TimeUnit.MILLISECONDS))
                    .isFalse();
        } finally {
            postgres.start();
        }
        long started = System.nanoTime();
        load.finish(Duration.ofSeconds(5));

        Eventually.within(
                Duration.ofMinutes(2),
                () -> assertThat(hub.count("select count(*) from stock_claim where sku = ? and quantity = 1", sku))
                        .isEqualTo(documents));
        Measured.say(
                documents + " webhooks acknowledged while PostgreSQL was away",
                "all posted " + Duration.ofNanos(System.nanoTime() - started).toMillis() + " ms after it was back");
        assertThat(hub.text("select trim_scale(claimed)::text from stock_balance where sku = ?", sku))
                .isEqualTo(Integer.toString(documents));
        assertThat(hub.count("select count(*) from dead_letter where detail like ?", "%" + sku + "%"))
                .isZero();
        assertThat(hub.process.output())
                .contains("posting.paused")
                .contains("database_away")
                .doesNotContain("Message History");
        Eventually.within(
                Duration.ofSeconds(60),
                () -> assertThat(Systems.told(hub.systems.warehouse, sku, "sequence"))
                        .isEqualTo(hub.text("select sequence::text from stock_balance where sku = ?", sku)));
    }
}
