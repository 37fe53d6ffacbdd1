package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.reservation.ShippedFulfilment;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of availability for tests. */
public final class RuleFiles {

    private RuleFiles() {}

    /** What the files say of {@code shop}; without any, two pieces of {@code KEPT} are kept back everywhere. */
    public static AvailabilityPolicy policy(Map<String, String> files) {
        if (!files.containsKey(AvailabilityRules.FILE)) {
            return AvailabilityPolicy.plain(
                    SafetyStock.of(List.of(new SafetyStock.Row("KEPT", "*", new BigDecimal(2)))));
        }
        Problems problems = new Problems();
        AvailabilityPolicy policy = AvailabilityRules.read(
                HomeFiles.of(files),
                Set.of("shop"),
                Set.copyOf(ShippedFulfilment.rules().names()),
                problems);
        problems.refuse();
        return policy;
    }
}
