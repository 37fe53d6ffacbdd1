package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be sold of an item.
 *
 * @param channel as asked; null: no particular one, to which only rules for all channels apply
 * @param fulfilment as asked, or that of the channel
 * @param at the instant whose rules were applied to the stock of now
 * @param conditions that hold then and that some rule asks for
 * @param sequence grows with every change at any location
 * @param asOf of the last change of stock
 */
record AvailabilityAnswer(
        String sku,
        @Nullable String channel,
        @Nullable String fulfilment,
        Instant at,
        List<String> conditions,
        Network network,
        List<LocationAvailability> locations,
        long sequence,
        @Nullable Instant asOf) {

    static final String LOW_STOCK = "Whether the figure is low. Null when no row of lowStock says what is low.";
    static final String BACKORDER_DATE =
            "From when more can be promised. Always null in this version: no rule promises what is not there yet.";

    /**
     * The figure for all locations together.
     *
     * @param status {@code known}; {@code unknown} is kept for figures whose source is stale past its limit
     * @param sum of what each location may sell
     * @param unassigned accepted demand without a location, subtracted
     * @param unassignedClaims the oldest claims behind it
     * @param shortfall what locations owe beyond their stock, subtracted
     */
    record Network(
            String status,
            String available,
            String sum,
            String unassigned,
            Claims unassignedClaims,
            String shortfall,

            @Schema(description = LOW_STOCK) @JsonInclude @Nullable
            Boolean lowStock,

            @Schema(description = BACKORDER_DATE) @JsonInclude @Nullable
            LocalDate backorderDate) {}

    /**
     * The figure of one location: sellable less claimed, safety stock and buffer, never below zero.
     *
     * @param stockStatus {@code in_stock, low_stock} or {@code out_of_stock}
     * @param excluded why the location promises nothing, whatever it has
     * @param raw sellable less claimed and safety stock; below zero when more is promised than there is
     * @param bufferRules whose units make up the buffer
     * @param rulesLost rules that match as well and do not count
     */
    record LocationAvailability(
            String location,
            String status,
            String stockStatus,
            @Nullable String excluded,
            String available,
            String sellable,
            String claimed,
            Claims claims,
            String safetyStock,
            @Nullable Rule safetyStockRule,
            String raw,
            String buffer,
            List<BufferShare> bufferRules,
            List<LostRule> rulesLost,

            @Schema(description = LOW_STOCK) @JsonInclude @Nullable
            Boolean lowStock,

            @Schema(description = BACKORDER_DATE) @JsonInclude @Nullable
            LocalDate backorderDate,

            long sequence,
            Instant asOf) {}

    /** The row of config/availability.yaml that counts. */
    record Rule(String sku, String location, String units) {}

    /** A buffer rule that counts. */
    record BufferShare(String id, String units, String combine, int priority, String author) {}

    /**
     * A buffer rule that does not.
     *
     * @param units it would have kept back
     * @param reason {@code less_specific, lower_priority} or {@code smaller}
     */
    record LostRule(String id, String units, String reason) {}

    /**
     * What stands behind a claimed quantity.
     *
     * @param quantities by kind: {@code hold, allocation, transfer}
     * @param first the oldest claims
     * @param more claims that are not shown
     */
    record Claims(Map<String, String> quantities, List<ClaimShare> first, long more) {}

    /** A claim that counts. */
    record ClaimShare(
            String key,
            String kind,
            String state,
            String quantity,
            @Nullable String connection,
            @Nullable String reference,
            @Nullable String channel,
            @Nullable Instant expiresAt) {}
}
