package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.zaxxer.hikari.HikariDataSource;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Budget;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import io.tillbridge.support.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes over one PostgreSQL call one partner that counts: together they never exceed its budget. */
class SharedBudgetsIT {

    private static final PartnerRequest REQUEST = new PartnerRequest("POST", "/x", Map.of(), Map.of(), new byte[0]);

    private final FakeDestination partner = new FakeDestination();
    private final HikariDataSource database = pool();
    private final List<Node> nodes = new ArrayList<>();

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(TestDatabase.fresh());
        return pool;
    }

    /** One process; its clock is five seconds before or after that of its neighbour. */
    private final class Node {
        final DefaultCamelContext camel = new DefaultCamelContext();
        final BudgetRounds rounds;
        final HttpPartner client;
        private volatile boolean stopped;
        private final List<Thread> callers = new ArrayList<>();

        Node(@Nullable Budget budget, List<ErrorRule> errors) {
            int number = nodes.size();
            Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(number % 2 == 0 ? 5 : -5));
            CallGates gates = new CallGates(new PostgresBudgets(database), "node" + number, clock);
            camel.start();
            Partners partners = new Partners(
                    camel, reference -> List.of("x"), new PlainConditions(), clock, new Random(number), gates);
            rounds = new BudgetRounds(gates);
            rounds.start();
            client = partners.http(
                    Plans.connection(Plans.client(partner.url(), new Auth.None(), budget, errors), Map.of()), "api");
            nodes.add(this);
        }

        /** Calls whenever it may, from two threads. */
        Node calls() {
            for (int i = 0; i < 2; i++) {
                Thread caller = new Thread(this::call);
                callers.add(caller);
                caller.start();
            }
            return this;
        }

        private void call() {
            while (!stopped) {
                if (client.call(REQUEST, 0) instanceof Answer.NotCalled not) {
                    LockSupport.parkNanos(Math.min(
                            not.pause().toNanos(), Duration.ofMillis(50).toNanos()));
                }
            }
        }

        void stop() {
            stopped = true;
            callers.forEach(caller -> {
                try {
                    caller.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            rounds.stop();
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::stop);
        partner.close();
        nodes.forEach(node -> node.camel.stop());
        database.close();
    }

    private Node node(@Nullable Budget budget) {
        return new Node(budget, List.of());
    }

    private void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    /** The most calls that arrived within a stretch of time, wherever it begins. */
    private long mostWithin(Duration length) {
        List<Long> arrived = partner.calls().stream()
                .map(FakeDestination.Call::arrived)
                .sorted()
                .toList();
        long most = 0;
        int first = 0;
        for (int last = 0; last < arrived.size(); last++) {
            while (arrived.get(last) - arrived.get(first) >= length.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1L);
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void nodesWithDifferentClocksNeverExceedOneBudgetTogether(int number) {
        Duration per = Duration.ofSeconds(2);
        Budget budget = new Budget.Window(60, per, 0, null);
        for (int i = 0; i < number; i++) {
            node(budget);
        }
        nodes.forEach(Node::calls);
        run(Duration.ofSeconds(5));
        nodes.forEach(Node::stop);
        assertThat(mostWithin(per)).isLessThanOrEqualTo(60);
        assertThat(partner.calls()).as("the budget is used").hasSizeGreaterThan(100);
    }

    @Test
    void whatADiedNodeHadInHandIsNeitherCalledTwiceNorKeptForEver() {
        Duration per = Duration.ofSeconds(2);
        Budget budget = new Budget.Window(60, per, 0, null);
        Node dies = node(budget).calls();
        Node lives = node(budget).calls();
        run(Duration.ofSeconds(1));
        assertThat(dies.client.gate().admit()).isNotNull(); // dies before its call
        dies.stop();
        int before = partner.calls().size();
        run(Duration.ofSeconds(4));
        lives.stop();
        assertThat(mostWithin(per)).isLessThanOrEqualTo(60);
        assertThat(partner.calls().size() - before)
                .as("all of it is the other's")
                .isGreaterThan(80);
    }

    @Test
    void callsInFlightAreCountedOverAllNodes() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        partner.always(call -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
            inFlight.decrementAndGet();
            return FakeDestination.answer(200, "{}");
        });
        Budget budget = Budget.fixed(0, Duration.ofSeconds(1), 3);
        node(budget).calls();
        node(budget).calls();
        node(budget).calls();
        run(Duration.ofSeconds(3));
        nodes.forEach(Node::stop);
        assertThat(most).hasValue(3);
        assertThat(partner.calls()).hasSizeGreaterThan(20);
    }

    @Test
    void mostCallsOfABusyNodeAskTheDatabaseForNothing() throws Exception {
        Node busy =
                node(new Budget.Window(2_000, Duration.ofSeconds(2), 0, null)).calls();
        run(Duration.ofSeconds(4));
        busy.stop();
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("""
                        select n_tup_upd from pg_stat_user_tables where relname = 'call_budget'""")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isLessThan(partner.calls().size() / 4L);
        }
    }

    @Test
    void aBucketThatThePartnerTellsIsSharedAndNeverEmptied() {
        Bucket bucket = new Bucket();
        partner.always(call -> bucket.call());
        Budget budget = new Budget.BucketFromResponse(
                JsonPointer.compile("/left"),
                JsonPointer.compile("/rate"),
                new Budget.Reserve(BigDecimal.valueOf(30), true),
                null,
                0,
                null);
        node(budget).calls();
        node(budget).calls();
        run(Duration.ofSeconds(5));
        nodes.forEach(Node::stop);
        assertThat(bucket.refused).isZero();
        assertThat(partner.calls()).as("what comes back is used").hasSizeGreaterThan(40);
    }

    /** Two hundred points of which a call costs ten and a hundred come back in a second. */
    private static final class Bucket {
        private long left = 200_000;
        private long at = System.nanoTime();
        private int refused;

        synchronized FakeDestination.Behaviour call() {
            long now = System.nanoTime();
            left = Math.min(200_000, left + (now - at) / 10_000);
            at = now;
            if (left < 10_000) {
                refused++;
            } else {
                left -= 10_000;
            }
            return FakeDestination.answer(200, "{\"left\": %d, \"rate\": 100}".formatted(left / 1_000));
        }
    }

    @Test
    void whatThePartnerAskedOfOneNodeIsKeptByAll() {
        Node told = node(null);
        Node other = node(null);
        partner.next(FakeDestination.answer(429, "{}", "Retry-After", "3"));
        assertThat(told.client.call(REQUEST, 0)).isInstanceOf(Answer.RateLimited.class);
        Eventually.holds(() -> assertThat(other.client.gate().admit())
                .isInstanceOfSatisfying(Admission.NotYet.class, not -> {
                    assertThat(not.reason()).isEqualTo("rate_limited");
                    assertThat(not.pause()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
                }));
    }
}
