package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ADVANCE_NOTICE;
import static io.tillbridge.canonical.EventType.SALE;
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

/** A channel that takes backorders is told from when there is more of what is sold out, as far as that is known. */
class BackorderDatesIT {

    private static final Map<String, String> RULES = Map.of(AvailabilityRules.FILE, """
            channels: [{id: web, destinations: [shop.web], backorder: true}, {id: marketplace, destinations: [shop.market]}]
            """);

    private final PostingBed bed = PostingBed.with(RULES, List.of());

    @BeforeEach
    void oneIsThere() throws SQLException {
        bed.addItems("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "1"));
        bed.figures.tellDue();
    }

    @Test
    void whatIsSoldOutHasTheDayOfTheNotice() {
        bed.post(ADVANCE_NOTICE, notice("N1", "2026-11-25", "10"));
        assertThat(told()).containsExactly("market 1 -", "web 1 -");
        bed.post(SALE, Events.sale("0001", "TEE", "1"));

        assertThat(told()).containsExactly("market 0 -", "web 0 2026-11-25");
    }

    @Test
    void aNoticeThatComesOrIsLateChangesTheDay() throws SQLException {
        bed.post(SALE, Events.sale("0001", "TEE", "1"));
        assertThat(told()).contains("web 0 -");
        bed.post(ADVANCE_NOTICE, notice("N1", "2026-11-25", "10"));
        bed.figures.tellDue();
        assertThat(told()).contains("web 0 2026-11-25");
        bed.post(ADVANCE_NOTICE, notice("N2", "2026-11-23", "1"));
        bed.figures.tellDue();
        assertThat(told()).contains("web 0 2026-11-23");

        bed.clock.advance(Duration.ofDays(3));
        bed.figures.tellDue();
        assertThat(told()).as("it did not come on the 23rd").contains("web 0 2026-11-25");
        bed.clock.advance(Duration.ofDays(3));
        bed.figures.tellDue();
        assertThat(told()).contains("web 0 -");
    }

    private static ObjectNode notice(String id, String day, String quantity) {
        ObjectNode notice = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("sentAt", "2026-11-20T10:00:00Z")
                .put("expectedAt", day + "T10:00:00Z");
        notice.putArray("lines").addObject().put("id", "1").put("sku", "TEE").put("quantity", quantity);
        return notice;
    }

    private List<String> told() {
        return bed.sql
                .sql("select substr(destination, 6) || ' ' || (desired::json ->> 'available') || ' '"
                        + " || coalesce(desired::json ->> 'backorderDate', '-') from outbox_lane order by 1")
                .query(String.class)
                .list();
    }
}
