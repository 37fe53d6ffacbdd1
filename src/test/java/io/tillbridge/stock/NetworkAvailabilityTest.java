package io.tillbridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkAvailabilityTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    @Test
    void claimsSafetyStockAndUnassignedDemandAreSubtracted() {
        NetworkAvailability network = NetworkAvailability.of(
                List.of(balance("S1", 100, 4, 20), balance(NetworkAvailability.UNASSIGNED, 0, 0, 8)),
                SafetyStock.of(List.of(new SafetyStock.Row("*", "S1", new BigDecimal(6)))));

        assertThat(network.locations()).hasSize(1);
        assertThat(network.locations().get(0).balance().onHand()).isEqualByComparingTo("104");
        assertThat(network.sum()).isEqualByComparingTo("74");
        assertThat(network.available()).isEqualByComparingTo("66");
    }

    @Test
    void whatOneLocationOwesIsNotPromisedByAnother() {
        NetworkAvailability network = NetworkAvailability.of(
                List.of(balance("S1", -2, 0, 0), balance("S2", 5, 0, 0)), SafetyStock.of(List.of()));

        assertThat(network.shortfall()).isEqualByComparingTo("2");
        assertThat(network.available()).isEqualByComparingTo("3");
    }

    @Test
    void theMostSpecificRowIsNamed() {
        SafetyStock.Row all = new SafetyStock.Row("*", "*", BigDecimal.ONE);
        SafetyStock.Row item = new SafetyStock.Row("TEE", "*", BigDecimal.TEN);
        SafetyStock rules = SafetyStock.of(List.of(all, item));

        assertThat(rules.rule("TEE", "S1")).isEqualTo(item);
        assertThat(rules.rule("MUG", "S1")).isEqualTo(all);
        assertThat(SafetyStock.of(List.of()).rule("MUG", "S1")).isNull();
    }

    private static Balance balance(String location, int sellable, int damaged, int claimed) {
        return new Balance(
                "TEE",
                location,
                new BigDecimal(sellable),
                new BigDecimal(damaged),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new BigDecimal(claimed),
                1,
                NOW);
    }
}
