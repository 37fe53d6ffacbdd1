package io.tillbridge.sourcing;

import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a location can do for orders.
 *
 * @param capacity requests that it is given on one of its days; null: as many as come
 * @param cutOff local time after which nothing leaves on the same day; null: none
 * @param bands by zone, how far it is: less is nearer
 */
public record Supply(
        String location,
        @Nullable Integer capacity,
        @Nullable LocalTime cutOff,
        Map<String, Integer> bands) {

    public Supply {
        bands = Map.copyOf(bands);
    }

    static Supply plain(String location) {
        return new Supply(location, null, null, Map.of());
    }
}
