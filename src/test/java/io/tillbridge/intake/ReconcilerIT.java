package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.partner.KeyedPoll;
import io.tillbridge.partner.ReconcileRequested;
import io.tillbridge.partner.Reconciled;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A refused figure's poll is answered when what it found is posted, not when it is found. */
class ReconcilerIT {

    private static final ReconcileRequested.Lane LANE = new ReconcileRequested.Lane("shop.levels", "A/S1");
    private static final ReconcileRequested REQUEST =
            new ReconcileRequested("shop", "orders", Map.of("sku", "A"), Duration.ofSeconds(10), LANE);

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> polled = new CopyOnWriteArrayList<>();
    private final Queue<KeyedPoll.Outcome> before = new ConcurrentLinkedQueue<>();
    private final Reconciler reconciler = new Reconciler(() -> this::poll, jdbc, events::add);

    /** Finds one order that is not posted yet. */
    private KeyedPoll.Outcome poll(String connection, String flow, Map<String, String> args, Duration within) {
        polled.add(args);
        KeyedPoll.Outcome notYet = before.poll();
        if (notYet != null) {
            return notYet;
        }
        jdbc.sql("""
                        insert into message (message_id, connection, flow, state, received_at)
                        values (gen_random_uuid(), :connection, :flow, 'accepted', now())""").param("connection", connection).param("flow", flow).update();
        return new KeyedPoll.Done(1);
    }

    @AfterEach
    void stop() {
        reconciler.stop();
    }

    @Test
    void theAnswerWaitsForThePosting() {
        reconciler.on(REQUEST);
        Eventually.holds(() -> assertThat(events).hasSize(1));
        assertThat(polled).containsExactly(Map.of("sku", "A"));
        assertThat(events).doesNotHaveAnyElementsOfTypes(Reconciled.class);

        jdbc.sql("update message set state = 'posted'").update();
        Eventually.holds(() -> assertThat(events).contains(new Reconciled(LANE)));
    }

    @Test
    void aPollThatFindsNoBudgetIsTriedAgainWithinItsTime() {
        before.add(new KeyedPoll.NotDone("budget", Duration.ofMillis(200)));
        before.add(new KeyedPoll.NotDone("budget", Duration.ofMillis(200)));
        reconciler.on(REQUEST);
        Eventually.holds(() -> assertThat(events).hasSize(1));
        assertThat(polled).hasSize(3);
    }

    @Test
    void aPollThatMayBeTriedOnlyAfterItsTimeIsNot() {
        before.add(new KeyedPoll.NotDone("closed", Duration.ofMinutes(1)));
        reconciler.on(REQUEST);
        Eventually.holds(() -> assertThat(before).isEmpty());
        assertThat(polled).hasSize(1);
    }

    @Test
    void withoutAPollNobodyAnswers() {
        Reconciler none = new Reconciler(() -> null, jdbc, events::add);
        none.on(REQUEST);
        none.stop();
        assertThat(events).isEmpty();
    }
}
