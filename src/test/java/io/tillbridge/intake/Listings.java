package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Schedule;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.connector.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connection with one polled listing of items, and the pages it answers with. */
final class Listings {

    private Listings() {}

    /** The connection {@code id} with the flow {@link #flow}. */
    static ConnectionPlan connection(String id, String url) {
        HttpClientPlan client = new HttpClientPlan(
                "api",
                url,
                "",
                Map.of(),
                Map.of(),
                new Auth.None(),
                null,
                BuiltInErrors.ROWS,
                Duration.ofSeconds(30),
                100_000);
        return Plans.connection(id, Map.of("api", client), Map.of(), flow());
    }

    /** The flow {@code items}: two items a page, at most five pages, every quarter of an hour. */
    static InboundFlow flow() {
        PollHttpSource source = new PollHttpSource(
                "api",
                new Schedule.Every(Duration.ofMinutes(15)),
                new RequestTemplate(
                        "GET",
                        Template.parse("/items"),
                        Map.of("from", Template.parse("$(cursor.from)"), "cursor", Template.parse("$(page.token)")),
                        Map.of(),
                        null),
                null,
                List.of(),
                JsonPointer.compile("/items"),
                new Pages.Cursor(JsonPointer.compile("/next"), null, 2, 5),
                new CursorRule(
                        JsonPointer.compile("/at"),
                        "instant",
                        "2026-05-01T00:00:00Z",
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        null,
                        null));
        return new InboundFlow(
                "items",
                source,
                null,
                Plans.pointer("/id"),
                new StaleRule(JsonPointer.compile("/v"), "int"),
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.ITEM_UPSERTED, "shop.item", null, null))),
                Map.of(),
                null,
                Set.of(),
                null);
    }

    static String page(String next, String... records) {
        return "{\"items\":[" + String.join(",", records) + "],\"next\":" + next + "}";
    }

    static String item(int id, int version, String at) {
        return "{\"id\":" + id + ",\"v\":" + version + ",\"at\":\"" + at + "\"}";
    }
}
