package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.PRICE;
import static io.tillbridge.canonical.EventType.PRICE_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.catalog.PricesTold;
import io.tillbridge.platform.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What destinations hear of prices that several systems say, take back and say anew. */
class PriceCascadeIT {

    /** What the shop is told, in order: amount and from when. */
    private static final String AMOUNTS = "select (document::json #>> '{price,amount}') || ' '"
            + " || (document::json ->> 'effectiveFrom') from outbox_entry order by sequence";

    private final PostingBed bed =
            new PostingBed(List.of(ShopPlans.outbound("prices", PRICE, List.of("sku"), null)), "TEE");

    @Test
    void everyDestinationThatAcceptsPricesIsToldAtTheBeginning() throws SQLException {
        PostingBed many = new PostingBed(
                List.of(
                        ShopPlans.outbound("till", PRICE, List.of("sku"), null),
                        ShopPlans.outbound("site", PRICE, List.of("sku"), null),
                        ShopPlans.outbound("app", PRICE, List.of("sku"), null)),
                "TEE");
        many.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-22T00:00:00Z", "19.90"));
        many.prices.tell();
        assertThat(many.count("outbox_entry")).isZero();

        many.clock.advance(Duration.ofHours(12));
        many.prices.tell();

        assertThat(many.sql
                        .sql("select destination || ' ' || (document::json #>> '{price,amount}') from outbox_entry"
                                + " order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("shop.app 19.90", "shop.site 19.90", "shop.till 19.90");
    }

    @Test
    void aPriceThatIsTakenBackBeforeItBeginsIsNeverTold() throws SQLException {
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-22T00:00:00Z", "14.90"));
        bed.prices.tell();
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-22T00:00:00Z", "14.90").put("cancelled", true));
        bed.clock.advance(Duration.ofDays(2));
        bed.prices.tell();

        assertThat(list(AMOUNTS)).containsExactly("19.90 2026-11-01T00:00:00Z");
    }

    @Test
    void itsTakingBackMayComeFirst() throws SQLException {
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "14.90").put("cancelled", true));
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "14.90"));
        bed.prices.tell();

        assertThat(list(AMOUNTS)).isEmpty();
        assertThat(bed.prices.tell()).isZero();
    }

    @Test
    void aPriceThatIsTakenBackAfterItBeganLetsTheOneBeforeItCountAgain() throws SQLException {
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-20T00:00:00Z", "14.90"));
        bed.prices.tell();
        bed.clock.advance(Duration.ofHours(1));
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-20T00:00:00Z", "14.90").put("cancelled", true));
        bed.prices.tell();

        assertThat(list(AMOUNTS)).containsExactly("14.90 2026-11-20T00:00:00Z", "19.90 2026-11-21T13:00:00Z");
    }

    @Test
    void ofAPriceThatIsSaidAnewTheGreatestRevisionCounts() throws SQLException {
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-22T00:00:00Z", "15.90").put("revision", "2"));
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-22T00:00:00Z", "14.90").put("revision", "1"));
        bed.clock.advance(Duration.ofDays(1));
        bed.prices.tell();
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-22T00:00:00Z", "16.90").put("revision", "3"));
        bed.prices.tell();

        assertThat(list(AMOUNTS)).containsExactly("15.90 2026-11-22T00:00:00Z", "16.90 2026-11-22T00:00:00Z");
    }

    @Test
    void whatAnotherNodeTellsIsLeftToIt() throws SQLException {
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        int meanwhile = Transactions.in(bed.database, tx -> {
            assertThat(new PricesTold().due(tx, bed.clock.instant(), 10)).hasSize(1);
            return bed.prices.tell();
        });

        assertThat(meanwhile).isZero();
        assertThat(bed.prices.tell()).isEqualTo(1);
        assertThat(list(AMOUNTS)).hasSize(1);
    }

    @Test
    void aPriceThatEndsWithNothingInItsPlaceIsToldWithItsEnd() throws SQLException {
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-21T11:00:00Z", "14.90").put("effectiveTo", "2026-11-21T13:00:00Z"));
        bed.prices.tell();
        bed.clock.advance(Duration.ofHours(2));
        bed.prices.tell();

        assertThat(list("select document::json ->> 'effectiveTo' from outbox_entry order by sequence"))
                .containsExactly("2026-11-21T13:00:00Z", "2026-11-21T13:00:00Z");
        assertThat(list("select ended::text from item_price_told")).containsExactly("true");
    }

    /** Two systems that each report as a change what they were told would tell each other for ever. */
    @Test
    void whatIsSaidAgainIsNotToldAgain() throws SQLException {
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-21T11:00:00Z", "19.90"));
        bed.prices.tell();
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-21T11:30:00Z", "19.9").put("system", "till"));
        bed.prices.tell();

        assertThat(list(AMOUNTS)).hasSize(1);
        assertThat(bed.prices.tell()).isZero();
    }

    @Test
    void whatIsTakenOutOfTheBooksIsLookedAtAgain() throws SQLException {
        bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        UUID wrong = bed.post(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-20T00:00:00Z", "1.49"))
                .get(0);
        bed.prices.tell();
        Transactions.in(bed.database, tx -> {
            new ItemPrices().withdraw(tx, wrong);
            return 0;
        });

        assertThat(bed.prices.tell()).isEqualTo(1);
        assertThat(list(AMOUNTS)).containsExactly("1.49 2026-11-20T00:00:00Z", "19.90 2026-11-21T12:00:00Z");
        assertThat(bed.prices.tell()).isZero();
    }

    private List<String> list(String query) {
        return bed.sql.sql(query).query(String.class).list();
    }
}
