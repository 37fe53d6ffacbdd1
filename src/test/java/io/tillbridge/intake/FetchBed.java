package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Failure;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Budget;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Template;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.Desk;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.deadletter.Replays;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.MessageStore;
import io.tillbridge.partner.Partners;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fetches of any connections at partners over real HTTP, their messages in a PostgreSQL of their own. Mappings read {@code
 * /mapped} of what is fetched.
 */
final class FetchBed implements AutoCloseable {

    final ManualClock clock = new ManualClock(Instant.parse("2026-05-02T12:00:00Z"));
    final DataSource database = TestDatabase.fresh();
    final JdbcTemplate sql = new JdbcTemplate(database);
    final FetchQueue queue = new FetchQueue(database, new MessageStore(clock), clock);
    final MessageIds ids = new MessageIds(clock);
    final DefaultCamelContext camel = new DefaultCamelContext();
    final Plans plans = new Plans();
    final Map<UUID, Failure> dead = new ConcurrentHashMap<>();

    FetchBed() {
        camel.start();
    }

    /** Fetches as one node makes them; each call is another node, with clients of its own. */
    Fetches node() {
        Partners clients = new Partners(
                camel,
                reference -> List.of("secret"),
                (condition, status, headers, document) -> Conditions.holds(condition, document, headers::get, status),
                clock,
                new Random(1));
        CardNumberRedaction redaction = new CardNumberRedaction("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        return new Fetches(
                queue,
                new FetchSettlement(
                        queue,
                        (message, attempt, failure) -> dead.put(message, failure),
                        ids,
                        redaction,
                        dispatch -> Set.of(JsonPointer.compile("/mapped")),
                        clock),
                plans,
                clients);
    }

    /** A connection whose fetch {@code order} goes through client {@code api}, and {@code note} through {@code notes}. */
    void connection(String id, String url, @Nullable Budget budget) {
        plans.put(Plans.connection(
                id,
                Map.of("api", client("api", url, budget), "notes", client("notes", url, null)),
                Map.of("order", fetch("order", "api"), "note", fetch("note", "notes"))));
    }

    private static HttpClientPlan client(String name, String url, @Nullable Budget budget) {
        return new HttpClientPlan(
                name,
                url,
                "",
                Map.of(),
                Map.of(),
                new Auth.None(),
                budget,
                BuiltInErrors.ROWS,
                Duration.ofSeconds(30),
                100_000);
    }

    private static FetchPlan fetch(String name, String client) {
        return new FetchPlan(
                name,
                client,
                new RequestTemplate("GET", Template.parse("/" + name + "s/$(args.id)"), Map.of(), Map.of(), null),
                JsonPointer.compile("/order"),
                Plans.pointer("/id"),
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.ORDER, "shop.order", null, null))),
                Map.of());
    }

    /** A message that waits for a fetch, due now. */
    UUID due(String connection, String fetch, String id) {
        UUID message = ids.next();
        sql.update(
                "insert into message (message_id, connection, flow, state, received_at, due_at, fetch_plan)"
                        + " values (?, ?, 'events', 'fetching', ?, ?, ?)",
                message,
                connection,
                Timestamp.from(clock.instant()),
                Timestamp.from(clock.instant()),
                "{\"fetch\":\"" + fetch + "\",\"args\":{\"id\":\"" + id + "\"}}");
        return message;
    }

    /** Files what was given up, as the hub does, and replays it. */
    void replay(UUID message) throws SQLException {
        Failure failure = Objects.requireNonNull(dead.remove(message));
        sql.update("update message set state = 'dead' where message_id = ?", message);
        try (Connection connection = database.getConnection()) {
            new DeadLetters(clock, (tx, filed) -> {})
                    .file(connection, List.of(FailedMessage.message(failure, "shop", "events", message, null)));
        }
        UUID letter = new Desk(database).ofMessage(message).orElseThrow().id();
        new Replays(database, clock, (tx, replay, by, reason, items) -> {}).start(List.of(letter), "ana", "it is back");
    }

    /** How many messages of a connection are in a state. */
    int count(String connection, String state) {
        Integer count = sql.queryForObject(
                "select count(*) from message where connection = ? and state = ?", Integer.class, connection, state);
        return count == null ? 0 : count;
    }

    /** Lets every claim end, as time would. */
    void claimsEnd() {
        sql.update("update message set lease_until = now() - interval '1 second' where lease_until is not null");
    }

    @Override
    public void close() {
        camel.stop();
    }
}
