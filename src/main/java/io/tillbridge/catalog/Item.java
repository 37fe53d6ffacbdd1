package io.tillbridge.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item of the master.
 *
 * @param gtin GTIN-14, zero-padded
 */
public record Item(
        String sku, @Nullable String name, @Nullable String gtin, Instant updatedAt) {}
