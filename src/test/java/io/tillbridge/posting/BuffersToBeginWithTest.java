package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Moment;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.Traits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rows that the shipped file has as comments, for who begins. */
class BuffersToBeginWithTest {

    private static final String NONE = "buffers: []";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final AvailabilityPolicy policy = RuleFiles.policy(Map.of(AvailabilityRules.FILE, uncommented()));

    @Test
    void theyCountAsTheyStand() {
        assertThat(promised("ship_from_store", "B")).isEqualByComparingTo("18");
        assertThat(promised("pickup", "B")).isEqualByComparingTo("19");
        assertThat(promised("pickup", "A")).as("the more specific one").isEqualByComparingTo("18");
        assertThat(promised("curbside", "A")).isEqualByComparingTo("19");
        assertThat(promised("locker", "A")).isEqualByComparingTo("19");
        assertThat(promised("local_delivery", "A")).isEqualByComparingTo("19");
        assertThat(promised("marketplace", "B")).as("a tenth").isEqualByComparingTo("18");
    }

    @Test
    void otherTypesAndRegistersKeepNothingBack() {
        assertThat(promised("ship_from_warehouse", "A")).isEqualByComparingTo("20");
        assertThat(promised("b2b", "A")).isEqualByComparingTo("20");
        assertThat(promised(null, "A")).isEqualByComparingTo("20");
    }

    /** Of 20 pieces of an item of a class. */
    private BigDecimal promised(@Nullable String fulfilment, String abcClass) {
        BigDecimal none = BigDecimal.ZERO;
        Balance balance = new Balance("TEE", "S1", new BigDecimal(20), none, none, none, none, 1, NOW);
        Moment moment = new Moment(NOW, Set.of(), Map.of("TEE", new Traits(null, abcClass)), Map.of());
        return policy.of(balance, new Offer(null, fulfilment), moment).available();
    }

    private static String uncommented() {
        try {
            String shipped = Files.readString(Path.of(AvailabilityRules.FILE));
            List<String> rows = shipped.lines()
                    .filter(line -> line.startsWith("#  - {") && line.contains("fulfilment:"))
                    .map(line -> line.substring(1))
                    .toList();
            assertThat(shipped).contains(NONE);
            return shipped.replace(NONE, "buffers:\n" + String.join("\n", rows));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
