package io.tillbridge.support;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Budget;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.JsonTemplate;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Template;
import io.tillbridge.connector.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connection plans for tests, as the connector package would make them from YAML. */
public final class Plans {

    /** Where the tests' items report their errors. */
    public static final JsonPointer ITEM_ERRORS = JsonPointer.compile("/errors");

    private static final List<String> STOCK = List.of("sku", "location");

    private Plans() {}

    public static HttpClientPlan client(String baseUrl, Auth auth, @Nullable Budget budget, List<ErrorRule> errors) {
        return new HttpClientPlan(
                "api",
                baseUrl,
                "/graphql.json",
                Map.of(),
                Map.of(),
                auth,
                budget,
                errors,
                Duration.ofMillis(700),
                100_000);
    }

    public static ConnectionPlan connection(ClientPlan client, Map<String, OutboundFlow> outbound) {
        return new ConnectionPlan(
                "shop",
                "test",
                "1.0.0",
                ZoneId.of("America/New_York"),
                null,
                Map.of("name", "acme"),
                Map.of("token", new SecretReference("env", "SHOP_TOKEN", false)),
                Set.of(),
                Map.of(client.name(), client),
                Map.of(),
                Map.of(),
                outbound,
                "0".repeat(64));
    }

    /**
     * Levels, up to {@code max} per call, item errors under {@code /errors} with {@code /index}: {@code STALE} is made again,
     * {@code BUSY} is tried again after ten minutes.
     */
    public static OutboundFlow levels(int max, Duration window, Map<String, ResolveRule> resolve) {
        return flow("levels", EventType.AVAILABILITY, STOCK, new OutboundFlow.Collapse(window, max), resolve);
    }

    /** Levels, one per call, to a path with placeholders. */
    public static OutboundFlow levelAt(String path, Map<String, ResolveRule> resolve) {
        return flow("level", path, EventType.AVAILABILITY, STOCK, new OutboundFlow.Collapse(Duration.ZERO, 1), resolve);
    }

    /** Every event, in order. */
    public static OutboundFlow events() {
        return flow("events", EventType.ORDER_STATUS, STOCK, null, Map.of());
    }

    /** Every dead letter, each in a lane of its own. */
    public static OutboundFlow deadLetters() {
        return flow("letters", EventType.DEAD_LETTER, List.of("id"), null, Map.of());
    }

    private static OutboundFlow flow(
            String name,
            EventType type,
            List<String> key,
            OutboundFlow.@Nullable Collapse collapse,
            Map<String, ResolveRule> resolve) {
        return flow(name, "/" + name, type, key, collapse, resolve);
    }

    private static OutboundFlow flow(
            String name,
            String path,
            EventType type,
            List<String> key,
            OutboundFlow.@Nullable Collapse collapse,
            Map<String, ResolveRule> resolve) {
        return new OutboundFlow(
                name,
                "shop." + name,
                Set.of(type),
                "test." + name,
                new KeyRule.Fields(key),
                "api",
                new RequestTemplate(
                        "POST",
                        Template.parse(path),
                        Map.of(),
                        Map.of(),
                        new RequestTemplate.Json(json("\"$(mapped)\""))),
                collapse,
                resolve,
                new OutboundFlow.Idempotency(
                        "Idempotency-Key", new KeyRule.Uuid5(List.of("connection.id", "batch.id"))),
                collapse == null ? null : new OutboundFlow.ItemResults(ITEM_ERRORS, JsonPointer.compile("/index")),
                List.of(
                        itemError("STALE", ErrorRule.Action.REBUILD, null),
                        itemError("BUSY", ErrorRule.Action.RETRY, new Wait.Fixed(Duration.ofMinutes(10)))),
                null,
                Duration.ofDays(3));
    }

    private static ErrorRule itemError(String code, ErrorRule.Action action, @Nullable Wait pause) {
        Condition names = new Condition.Test(
                new Condition.Subject.Pointer(JsonPointer.compile("/code")),
                Condition.Operator.EQUALS,
                List.of(Template.parse(code)),
                "text");
        return new ErrorRule(names, action, pause, null, null);
    }

    public static JsonTemplate json(String text) {
        try {
            return new JsonTemplate(new ObjectMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException("a test's JSON: " + text, e);
        }
    }
}
