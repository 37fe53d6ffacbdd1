package io.tillbridge.posting;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What a system that does not own the counts holds of an item at a location, by its own word.
 *
 * @param system the connection
 * @param at its own time
 */
record LevelSeen(String system, StockKey key, BigDecimal quantity, Instant at, UUID messageId) {

    /** The kind of conflict when the books say otherwise. */
    static final String KIND = "level_differs";

    /** One for each system, item and location. */
    String subject() {
        return subject(system, key.sku(), key.location());
    }

    static String subject(String system, String sku, String location) {
        return system + "|" + sku + "@" + location;
    }
}
