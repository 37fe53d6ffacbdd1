package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ADVANCE_NOTICE;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.purchasing.PurchaseOrder;
import io.tillbridge.purchasing.PurchaseOrders;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    @Test
    void aPurchaseOrderThatIsSentHasADayUntilItsNoticeSaysAnother() throws SQLException {
        bed.post(SALE, Events.sale("0001", "TEE", "1"));
        order("PO-1", "2026-12-03");
        bed.figures.tellDue();
        assertThat(told()).contains("web 0 2026-12-03");

        bed.post(ADVANCE_NOTICE, notice("N1", "2026-12-07", "10").put("purchaseOrder", "PO-1"));
        bed.figures.tellDue();
        assertThat(told()).as("all of it is announced").contains("web 0 2026-12-07");
        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "10").put("notice", "N1"));
        bed.post(SALE, Events.sale("0002", "TEE", "10"));
        bed.figures.tellDue();
        assertThat(told()).as("all of it arrived").contains("web 0 -");

        order("PO-2", "2026-12-01");
        bed.figures.tellDue();
        assertThat(told()).contains("web 0 2026-12-01");
        cancel("PO-2");
        bed.figures.tellDue();
        assertThat(told()).contains("web 0 -");
    }

    @Test
    void whatIsKeptBackOnTheDayOfTheNoticeIsNotPromisedThen() throws SQLException {
        PostingBed kept = PostingBed.with(Map.of(AvailabilityRules.FILE, """
                        channels: [{id: web, destinations: [shop.web], backorder: true}]
                        buffers:
                          - {id: c, author: ana, units: "10", window: {from: "2026-12-20", to: "2026-12-24"}}
                        """), List.of());
        kept.addItems("TEE");
        kept.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "1"));
        kept.post(SALE, Events.sale("0001", "TEE", "1"));
        kept.post(ADVANCE_NOTICE, notice("N1", "2026-12-21", "10"));
        kept.figures.tellDue();

        assertThat(kept.sql
                        .sql("select desired::json ->> 'backorderDate' from outbox_lane where destination = 'shop.web'")
                        .query(String.class)
                        .single())
                .isEqualTo("2026-12-25");
    }

    @Test
    void aPurchaseOrderThatIsLateIsNotReliedOn() throws SQLException {
        bed.post(SALE, Events.sale("0001", "TEE", "1"));
        order("PO-1", "2026-11-23");
        bed.figures.tellDue();
        assertThat(told()).contains("web 0 2026-11-23");

        bed.clock.advance(Duration.ofDays(3));
        bed.figures.tellDue();

        assertThat(told()).contains("web 0 -");
    }

    private void order(String number, String day) throws SQLException {
        Transactions.in(bed.database, tx -> {
            PurchaseOrders.draft(tx, purchase(number, day, PurchaseOrder.State.DRAFT));
            PurchaseOrders.send(tx, number, bed.clock.instant());
            return bed.purchases.tell(
                    tx, purchase(number, day, PurchaseOrder.State.SENT), bed.clock.instant(), UUID.randomUUID());
        });
    }

    private void cancel(String number) throws SQLException {
        Transactions.in(bed.database, tx -> {
            PurchaseOrders.cancel(tx, number, bed.clock.instant());
            return bed.purchases.tell(
                    tx,
                    purchase(number, "2026-12-01", PurchaseOrder.State.CANCELLED),
                    bed.clock.instant(),
                    UUID.randomUUID());
        });
    }

    private static PurchaseOrder purchase(String number, String day, PurchaseOrder.State state) {
        return new PurchaseOrder(
                number,
                0,
                state,
                "ACME",
                "S1",
                null,
                Instant.parse(day + "T08:00:00Z"),
                1,
                PostingBed.NOW,
                "ana",
                null,
                null,
                List.of(new PurchaseOrder.Line(1, "TEE", BigDecimal.TEN, null, null, null, null)));
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
