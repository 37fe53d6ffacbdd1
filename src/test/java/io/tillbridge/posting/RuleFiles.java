package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.reservation.ShippedFulfilment;
import io.tillbridge.sourcing.SourcingFile;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rules of availability for tests. */
public final class RuleFiles {

    private RuleFiles() {}

    /** What the files say of {@code shop}; without any, two pieces of {@code KEPT} are kept back everywhere. */
    public static AvailabilityPolicy policy(Map<String, String> files) {
        if (!files.containsKey(AvailabilityRules.FILE) && !files.containsKey(LocationsFile.FILE)) {
            return AvailabilityPolicy.plain(
                    SafetyStock.of(List.of(new SafetyStock.Row("KEPT", "*", new BigDecimal(2)))));
        }
        Problems problems = new Problems();
        AvailabilityPolicy policy = AvailabilityRules.read(
                HomeFiles.of(files), Set.of("shop"), ShippedFulfilment.rules().served(), problems);
        problems.refuse();
        return policy.with(CapacityRules.read(HomeFiles.of(files), ShippedFulfilment.rules()));
    }

    /** What {@code config/sourcing.yaml} says of {@code shop}. */
    static SourcingRules sourcing(Map<String, String> files, AvailabilityPolicy policy) {
        Problems problems = new Problems();
        Set<String> connections = new TreeSet<>(policy.channels().ids());
        connections.add("shop");
        SourcingRules rules = SourcingFile.read(
                HomeFiles.of(files),
                connections,
                connections,
                ShippedFulfilment.rules().routed(),
                policy.locations(),
                problems);
        problems.refuse();
        return rules;
    }
}
