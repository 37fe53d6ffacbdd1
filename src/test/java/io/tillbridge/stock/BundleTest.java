package io.tillbridge.stock;

import static io.tillbridge.stock.Figures.balance;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleTest {

    private static final Bundle SET = new Bundle("SET", Map.of("TEE", new BigDecimal(2), "MUG", BigDecimal.ONE));

    @Test
    void theScarcestComponentDecidesHowManyCanBeMade() {
        assertThat(SET.buildable(sku -> new BigDecimal(sku.equals("TEE") ? 7 : 5)))
                .isEqualByComparingTo("3");
        assertThat(new Bundle("NONE", Map.of()).buildable(sku -> BigDecimal.TEN))
                .isEqualByComparingTo("0");
        assertThat(new Bundle("BAG", Map.of("RICE", new BigDecimal("0.5"))).buildable(sku -> new BigDecimal("1.2")))
                .isEqualByComparingTo("2");
    }

    @Test
    void builtOnesAreAddedAndOwedOnesServedFirst() {
        assertThat(available(4, 1)).isEqualByComparingTo("6");
        assertThat(available(0, 2)).isEqualByComparingTo("1");
        assertThat(available(0, 5)).isEqualByComparingTo("0");
        assertThat(Bundle.available(new Availability(balance("SET", "S1", 0, 0, 0), BigDecimal.ZERO), BigDecimal.ZERO))
                .as("nothing is built, and nothing can be made")
                .isEqualByComparingTo("0");
    }

    private static BigDecimal available(int built, int claimed) {
        return Bundle.available(
                new Availability(balance("SET", "S1", built, 0, claimed), BigDecimal.ZERO), new BigDecimal(3));
    }
}
