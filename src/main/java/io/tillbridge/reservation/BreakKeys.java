package io.tillbridge.reservation;

import io.tillbridge.platform.YamlMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code promises} of {@code config/fulfilment.yaml}. */
final class BreakKeys {

    private BreakKeys() {}

    static BreakRules read(@Nullable YamlMap promises) {
        if (promises == null) {
            return BreakRules.USUAL;
        }
        String owner = promises.text("owner", BreakRules.USUAL.owner());
        Duration within = FulfilmentFile.positive(promises, "within");
        Duration countWithin = FulfilmentFile.positive(promises, "countWithin");
        YamlMap named = promises.map("penalties");
        Map<String, Integer> penalties = new HashMap<>();
        named.keys().forEach(channel -> penalties.put(channel, named.integer(channel)));
        promises.refuseUnread();
        return new BreakRules(
                owner,
                within == null ? BreakRules.USUAL.within() : within,
                countWithin == null ? BreakRules.USUAL.countWithin() : countWithin,
                penalties);
    }
}
