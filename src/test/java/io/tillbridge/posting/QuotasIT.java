package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RESERVATION_REQUESTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel with a quota is told no more than it leaves, at every location. */
class QuotasIT {

    private static final Map<String, String> RULES = Map.of(AvailabilityRules.FILE, """
            channels:
              - {id: web, destinations: [shop.web]}
              - {id: marketplace, destinations: [shop.market, amz]}
            quotas:
              - {id: launch, author: ana, channel: marketplace, sku: TEE, units: "5", from: "2026-11-21T00:00:00Z",
                 to: "2026-11-21T14:00:00Z"}
              - {id: all-year, author: ana, channel: marketplace, units: "7", from: "2026-01-01T00:00:00Z"}
            """);

    private final PostingBed bed = PostingBed.with(RULES, List.of());

    @BeforeEach
    void stock() throws SQLException {
        bed.addItems("TEE", "MUG");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "100"));
        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "3").put("location", "S2"));
        bed.figures.tellDue();
        assertThat(told()).containsExactly("market S1 5", "market S2 3", "web S1 100", "web S2 3");
    }

    @Test
    void whatTheChannelSellsIsTakenFromIt() throws SQLException {
        bed.post(ORDER, order("1", 1, "open", "3", "0"));
        assertThat(told()).containsExactly("market S1 2", "market S2 3", "web S1 97", "web S2 3");
        bed.figures.tellDue();
        assertThat(told()).containsExactly("market S1 2", "market S2 2", "web S1 97", "web S2 3");

        bed.post(ORDER, order("1", 2, "open", "3", "3"));
        bed.post(ORDER, Events.order("2", 1, "open", "TEE", "10", "0"));
        bed.figures.tellDue();
        assertThat(told())
                .as("shipped is sold still, and others' orders do not count")
                .contains("market S1 2");
        bed.post(ORDER, order("3", 1, "open", "9", "0"));
        bed.post(ORDER, order("3", 2, "cancelled", "9", "0"));
        bed.figures.tellDue();
        assertThat(told()).contains("market S1 2", "market S2 2");
        assertThat(bed.sql
                        .sql("select desired::json ->> 'quotaLeft' from outbox_lane where destination = 'shop.market'")
                        .query(String.class)
                        .list())
                .containsExactly("2", "2");
    }

    @Test
    void whenItEndsTheOthersCount() throws SQLException {
        bed.post(ORDER, order("1", 1, "open", "3", "0"));
        bed.clock.advance(Duration.ofHours(3));
        bed.figures.tellDue();

        assertThat(told()).contains("market S1 4", "market S2 3");
    }

    @Test
    void oneThatIsOversoldLeavesNothing() throws SQLException {
        bed.post(ORDER, order("1", 1, "open", "6", "0"));
        bed.figures.tellDue();

        assertThat(told()).containsExactly("market S1 0", "market S2 0", "web S1 94", "web S2 3");
    }

    /** What left over the reservation desk is sold, though its order comes called off. */
    @Test
    void whatLeftOfACartIsTakenFromItThoughItsOrderIsCalledOff() throws SQLException {
        ObjectNode asked = ExactJson.nodes()
                .objectNode()
                .put("system", "amz")
                .put("id", "q-1")
                .put("cart", "c1");
        asked.put("occurredAt", "2026-11-21T11:00:00Z");
        asked.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", "TEE")
                .put("quantity", "3")
                .put("location", "S1");
        bed.post(RESERVATION_REQUESTED, asked);
        bed.sql
                .sql("update stock_claim set state = 'allocated', quantity = 1, consumed = 2, expires_at = null")
                .update();
        bed.sql
                .sql("update stock_balance set claimed = 1, sellable = 98 where sku = 'TEE' and location = 'S1'")
                .update();

        bed.post(ORDER, order("1", 1, "cancelled", "3", "0").put("cart", "c1"));
        bed.figures.tellDue();

        assertThat(told()).contains("market S1 3");
        assertThat(bed.sql
                        .sql("select trim_scale(sum(quantity))::text from channel_demand")
                        .query(String.class)
                        .single())
                .isEqualTo("2");
    }

    private static ObjectNode order(String id, int revision, String state, String quantity, String fulfilled) {
        return Events.order(id, revision, state, "TEE", quantity, fulfilled)
                .put("system", "amz")
                .put("placedAt", "2026-11-21T11:20:00Z");
    }

    private List<String> told() {
        return bed.sql
                .sql("select substr(destination, 6) || ' ' || (desired::json ->> 'location') || ' '"
                        + " || (desired::json ->> 'available') from outbox_lane order by 1")
                .query(String.class)
                .list();
    }
}
