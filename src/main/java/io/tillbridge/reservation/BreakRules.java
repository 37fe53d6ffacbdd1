package io.tillbridge.reservation;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done about promises that cannot be kept, {@code promises} of {@code config/fulfilment.yaml}.
 *
 * @param owner who finds another way for the customer
 * @param within how soon
 * @param countWithin how soon an item is counted where it was not found
 * @param penalties by channel or connection, greater is worse; who is not named has that of its fulfilment type
 */
public record BreakRules(String owner, Duration within, Duration countWithin, Map<String, Integer> penalties) {

    static final BreakRules USUAL =
            new BreakRules("customer_service", Duration.ofHours(2), Duration.ofHours(4), Map.of());

    public BreakRules {
        penalties = Map.copyOf(penalties);
    }

    int penalty(@Nullable String channel, @Nullable String connection, Fulfilment type) {
        Integer ofChannel = channel == null ? null : penalties.get(channel);
        Integer ofConnection = connection == null ? null : penalties.get(connection);
        return ofChannel != null ? ofChannel : ofConnection != null ? ofConnection : type.penalty();
    }
}
