package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an advance notice says.
 *
 * @param purchaseOrder null: none
 * @param expectedOn the day of {@code expectedAt} where the goods arrive
 * @param quantities expected, by SKU
 * @param pieces those of them that are named by serial number
 */
public record Announced(
        NoticeKey key,
        UUID messageId,
        @Nullable String supplier,
        @Nullable String purchaseOrder,
        @Nullable String location,
        @Nullable String carrier,
        Instant sentAt,
        @Nullable Instant expectedAt,
        @Nullable LocalDate expectedOn,
        SortedMap<String, BigDecimal> quantities,
        SortedSet<Serials.Key> pieces) {}
