package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.PRICE;
import static io.tillbridge.canonical.EventType.PRICE_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.stock.SafetyStock;
import io.tillbridge.support.FailingCommits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Prices begin and end at their times, and destinations hear it then, once. */
class ItemPricesIT {

    private final PostingBed bed =
            new PostingBed(List.of(ShopPlans.outbound("prices", PRICE, List.of("sku"), null)), "TEE");

    /** What the shop is told, in order: amount and from when. */
    private static final String AMOUNTS = "select (document::json #>> '{price,amount}') || ' '"
            + " || (document::json ->> 'effectiveFrom') from outbox_entry order by sequence";

    @Test
    void aPriceThatBeganIsTold() throws SQLException {
        bed.post(PRICE_CHANGED, price("TEE", "2026-11-21T11:00:00Z", "19.90").put("taxIncluded", true));

        assertThat(bed.prices.tell()).isEqualTo(1);
        assertThat(bed.prices.tell()).isZero();
        assertThat(told())
                .containsExactly("1 {\"sku\":\"TEE\",\"price\":{\"amount\":\"19.90\",\"currency\":\"EUR\"},"
                        + "\"taxIncluded\":true,\"effectiveFrom\":\"2026-11-21T11:00:00Z\",\"sequence\":1}");
    }

    @Test
    void aPriceOfTomorrowIsToldTomorrow() throws SQLException {
        bed.post(PRICE_CHANGED, price("TEE", "2026-11-22T00:00:00Z", "19.90"));
        bed.prices.tell();
        assertThat(told()).isEmpty();

        bed.clock.advance(Duration.ofHours(12));
        bed.prices.tell();

        assertThat(told()).hasSize(1);
    }

    @Test
    void whenAPriceEndsTheOneBeforeItCountsAgain() throws SQLException {
        bed.post(PRICE_CHANGED, price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        bed.post(
                PRICE_CHANGED,
                price("TEE", "2026-11-21T13:00:00Z", "14.90").put("effectiveTo", "2026-11-21T14:00:00Z"));
        bed.prices.tell();
        bed.clock.advance(Duration.ofMinutes(90));
        bed.prices.tell();
        bed.clock.advance(Duration.ofHours(1));
        bed.prices.tell();

        assertThat(list(AMOUNTS))
                .containsExactly(
                        "19.90 2026-11-01T00:00:00Z", "14.90 2026-11-21T13:00:00Z", "19.90 2026-11-21T14:00:00Z");
    }

    @Test
    void aLaterPriceThatCountsAlreadyIsNotToldBackByAnOlderOne() throws SQLException {
        bed.post(PRICE_CHANGED, price("TEE", "2026-11-10T00:00:00Z", "17.90"));
        bed.prices.tell();
        bed.post(PRICE_CHANGED, price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        bed.prices.tell();

        assertThat(told()).hasSize(1);
    }

    @Test
    void pricesOfTwoListsAndAStoreHaveSequencesOfTheirOwn() throws SQLException {
        bed.post(
                PRICE_CHANGED,
                price("TEE", "2026-11-01T00:00:00Z", "19.90"),
                price("TEE", "2026-11-01T00:00:00Z", "15.00").put("list", "staff"),
                price("TEE", "2026-11-01T00:00:00Z", "18.00").put("store", "S2"));
        bed.prices.tell();

        assertThat(list("select sequence || ' ' || (document::json #>> '{price,amount}') from outbox_entry order by 1"))
                .containsExactly("1 19.90", "2 18.00", "3 15.00");
    }

    @Test
    void aPriceWaitsForItsItem() throws SQLException {
        bed.post(PRICE_CHANGED, price("MUG", "2026-11-01T00:00:00Z", "9.90"));
        assertThat(bed.prices.tell()).isZero();

        bed.addItem("MUG");

        assertThat(bed.prices.tell()).isEqualTo(1);
    }

    /** A crash before the commit leaves the price due and nothing told. */
    @Test
    void aPriceWhoseCommitFailsIsToldAgain() throws SQLException {
        bed.post(PRICE_CHANGED, price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        FailingCommits failing = new FailingCommits(bed.database);
        PriceStart crashing = new PriceStart(
                failing.source(),
                new ItemPrices(),
                new Lanes(bed.plans, SafetyStock.of(List.of())),
                new Outbox(),
                new LaneSignals(10),
                bed.clock);
        failing.fail(true);
        assertThatThrownBy(crashing::tell).isInstanceOf(SQLException.class);
        assertThat(told()).isEmpty();

        assertThat(bed.prices.tell()).isEqualTo(1);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aPriceThatEndsBeforeItBeginsIsRefused() {
        List<UUID> wrong = bed.post(
                PRICE_CHANGED, price("TEE", "2026-11-02T00:00:00Z", "1").put("effectiveTo", "2026-11-01T00:00:00Z"));

        assertThat(bed.state(wrong.get(0))).startsWith("dead");
    }

    static ObjectNode price(String sku, String from, String amount) {
        ObjectNode price = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("sku", sku)
                .put("effectiveFrom", from);
        price.putObject("price").put("amount", amount).put("currency", "EUR");
        return price;
    }

    private List<String> told() {
        return list("select sequence || ' ' || document from outbox_entry order by sequence");
    }

    private List<String> list(String query) {
        return bed.sql.sql(query).query(String.class).list();
    }
}
