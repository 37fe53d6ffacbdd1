package io.tillbridge.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A code of an item beside its GTIN.
 *
 * @param code as it is filed, see {@link Codes}
 * @param store where it means the item; null everywhere
 * @param kind {@code gtin}, {@code restricted}, {@code internal} or {@code other}
 * @param units base units in what has the code
 * @param unit name of the pack
 * @param source connection that said it, or {@code person}
 */
public record ItemCode(
        String code,
        @Nullable String store,
        String sku,
        String kind,
        BigDecimal units,
        @Nullable String unit,
        String source) {}
