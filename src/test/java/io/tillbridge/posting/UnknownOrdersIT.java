package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.message.ReadyDocument;
import io.tillbridge.support.Eventually;
import io.tillbridge.verification.VerificationBed;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refund and the first revision of its order are posted at the same moment, each by a node of its own. */
class UnknownOrdersIT {

    private final PostingBed bed = new PostingBed("TEE");
    private final ExecutorService nodes = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        nodes.shutdownNow();
    }

    /** Whoever writes this table first has written all and needs a second to commit. */
    @ParameterizedTest(name = "whose {0} is written first")
    @ValueSource(strings = {"order_fact", "sales_order"})
    void neitherMissesTheOther(String first) throws Exception {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        ReadyDocument order = bed.arrival(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"), null);
        ReadyDocument refund = bed.arrival(RETURN, Events.returned("F-1", "TEE", "1", "none"), null);
        bed.sql
                .sql("create function wait_before_commit() returns trigger language plpgsql as"
                        + " 'begin perform pg_sleep(1); return null; end'")
                .update();
        bed.sql
                .sql("create constraint trigger slow after insert on " + first
                        + " deferrable initially deferred for each row execute function wait_before_commit()")
                .update();
        boolean returned = first.equals("order_fact");

        Future<?> one = nodes.submit(() -> bed.postBatch(List.of(returned ? refund : order)));
        Eventually.holds(() -> assertThat(bed.count(
                        "pg_stat_activity where wait_event = 'PgSleep'" + " and datname = current_database()"))
                .isEqualTo(1));
        Future<?> other = nodes.submit(() -> bed.postBatch(List.of(returned ? order : refund)));
        one.get(20, TimeUnit.SECONDS);
        other.get(20, TimeUnit.SECONDS);

        assertThat(bed.balance("TEE", "S1")).startsWith("10/2#");
        VerificationBed.assertSound(bed.database);
    }
}
