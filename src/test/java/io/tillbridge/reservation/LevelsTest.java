package io.tillbridge.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.stock.Availability;
import io.tillbridge.stock.Exclusion;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.PromiseRules.Promises;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a cart may be promised while a round decides. */
class LevelsTest {

    private static final Offer SHIP = new Offer("web", "ship_from_warehouse");
    private static final Offer PICKUP = new Offer("web", "pickup");

    /** The warehouse is for what is shipped, the store for what is fetched. */
    private static final Promises PLACES = (balance, offer) -> {
        Availability one = new Availability(balance, BigDecimal.ZERO);
        boolean serves = balance.location().equals("W1") == Objects.equals(offer.fulfilment(), SHIP.fulfilment());
        return serves
                ? one
                : new Availability(
                        balance, BigDecimal.ZERO, one.buffer(), Exclusion.FULFILMENT_NOT_OFFERED, one.quota());
    };

    private final Levels levels = new Levels(List.of(level("W1", 5, 0), level("S1", 0, 2)), PLACES);

    @Test
    void whatALocationOwesIsMissingOnlyWhereItServesTheOffer() {
        assertThat(levels.available(new StockKey("TEE", "W1"), SHIP)).isEqualByComparingTo("5");
        assertThat(levels.why(new StockKey("TEE", "W1"), SHIP).shortfall()).isZero();
        assertThat(levels.why(new StockKey("TEE", "S1"), PICKUP).shortfall()).isEqualByComparingTo("2");
    }

    private static Level level(String location, int sellable, int claimed) {
        return new Level(
                new StockKey("TEE", location),
                BigDecimal.valueOf(sellable),
                BigDecimal.valueOf(claimed),
                BigDecimal.ZERO);
    }
}
