package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.DatabaseAccess;
import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * PostgreSQL is stopped in the middle of a posting for a minute, or what {@code -Dtillbridge.test.database-away} says,
 * while a shop keeps sending before, meanwhile and after.
 */
@ExtendWith(RunningHub.class)
class DatabaseAwayIT {

    private static final Duration AWAY = Duration.parse(System.getProperty("tillbridge.test.database-away", "PT60S"));
    private static final int PER_SECOND = 20;
    private static final int SENDERS = 4;

    /** Of the load, before PostgreSQL is stopped and after it is back. */
    private static final Duration SPARE = Duration.ofSeconds(15);

    private static final String WAITING = "select count(*) from pg_stat_activity where pid <> pg_backend_pid()"
            + " and pg_backend_pid() = any(pg_blocking_pids(pid)) and xact_start is not null";

    @Test
    void everyWebhookIsAcknowledgedWhilePostgreSqlIsAwayAndPostedOnceAfterwards(Hub hub, RunningHub.Postgres postgres)
            throws InterruptedException, IOException, SQLException {
        String sku = "AWAY-" + Payloads.fresh();
        hub.item(sku);
        long first = 2_000_000_000L + Payloads.fresh() % 100_000_000L * 10_000;
        int documents = (int) AWAY.plus(SPARE).toSeconds() * PER_SECOND;
        OrderLoad load = OrderLoad.start(
                hub,
                documents,
                SENDERS,
                number -> Payloads.shopOrder(Long.toString(first + number), sku),
                Duration.ofSeconds(1).multipliedBy(SENDERS).dividedBy(PER_SECOND));
        Eventually.holds(() -> assertThat(posted(hub, sku)).isPositive());

        int acknowledgedBefore;
        try (Connection lock = database(postgres)) {
            aBatchWaitsInTheMiddleOfItsTransaction(lock, sku);
            Eventually.holds(() -> assertThat((long) load.acknowledged()).isGreaterThan(posted(hub, sku)));
            acknowledgedBefore = load.acknowledged();
            postgres.stop();
        }
        try {
            long stopped = System.nanoTime();
            Health.says(hub.process, "postgresql");
            assertThat(new CountDownLatch(1).await(AWAY.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
            Measured.say(
                    "PostgreSQL away for "
                            + Duration.ofNanos(System.nanoTime() - stopped).toMillis() + " ms",
                    "webhooks acknowledged meanwhile " + (load.acknowledged() - acknowledgedBefore));
            assertThat(load.acknowledged())
                    .as("acknowledged, and the load still sends")
                    .isGreaterThan(acknowledgedBefore)
                    .isLessThan(documents);
        } finally {
            postgres.start();
        }
        long started = System.nanoTime();
        Health.isReady(hub.process);
        load.finish(AWAY.plusSeconds(60));
        assertThat(load.failed()).as("webhooks not acknowledged at once").isZero();

        Eventually.within(
                Duration.ofMinutes(2), () -> assertThat(posted(hub, sku)).isEqualTo(documents));
        Measured.say(
                documents + " webhooks, " + acknowledgedBefore + " of them before PostgreSQL was stopped",
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

    private static long posted(Hub hub, String sku) {
        return hub.count("select count(*) from stock_claim where sku = ? and quantity = 1", sku);
    }

    /** Holds the balance that every document of the load changes until a posting waits for it. */
    private static void aBatchWaitsInTheMiddleOfItsTransaction(Connection lock, String sku) throws SQLException {
        lock.setAutoCommit(false);
        try (PreparedStatement balance = lock.prepareStatement("select from stock_balance where sku = ? for update")) {
            balance.setString(1, sku);
            balance.execute();
        }
        Eventually.holds(() -> {
            // Within a transaction the view of the sessions is otherwise the one of the first look
            try (PreparedStatement fresh = lock.prepareStatement("select pg_stat_clear_snapshot()");
                    PreparedStatement waiting = lock.prepareStatement(WAITING)) {
                fresh.execute();
                try (ResultSet sessions = waiting.executeQuery()) {
                    sessions.next();
                    assertThat(sessions.getInt(1))
                            .as("postings that wait for the balance")
                            .isPositive();
                }
            }
        });
    }

    private static Connection database(RunningHub.Postgres postgres) throws SQLException {
        DatabaseAccess access = postgres.server().access();
        return DriverManager.getConnection(access.url(), access.user(), access.password());
    }
}
