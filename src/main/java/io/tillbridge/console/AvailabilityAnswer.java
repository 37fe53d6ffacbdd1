package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be sold of an item.
 *
 * @param channel as asked; null: no particular one, to which only rules for all channels apply
 * @param fulfilment as asked, or that of the channel
 * @param at the instant whose rules were applied to the stock of now
 * @param conditions that hold then and that some rule asks for
 * @param unassignedClaims behind the demand without a location
 * @param components of a bundle: what it is made of
 * @param quota of the item in the channel, which limits the network's figure and each location's; null: none
 * @param dated what may be promised for the day that was asked for; null: none was
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
        Claims unassignedClaims,
        List<LocationAvailability> locations,
        @Nullable List<ComponentShare> components,
        @Nullable QuotaShare quota,
        @Nullable Dated dated,
        long sequence,
        @Nullable Instant asOf) {

    static final String LOW_STOCK =
            "Whether the figure is low. Null when no row of lowStock says what is low, or the" + " figure is unknown.";
    static final String AVAILABLE =
            "What may be sold from all locations together. Null when the status is unknown: what"
                    + " the known ones may sell is the sum.";
    static final String BACKORDER_DATE = "The first day after today for which more can be promised, by advance notices,"
            + " transfers, purchase orders and what is claimed for later. Null when none is known, or the figure is not.";

    /**
     * The figure for all locations together.
     *
     * @param status {@code known}; {@code unknown} when some location's is
     * @param available null when it is unknown
     * @param sum of what each location may sell; one whose figure is unknown counts as nothing
     * @param unassigned accepted demand without a location, subtracted
     * @param shortfall what locations owe beyond their stock, subtracted
     */
    record Network(
            String status,

            @Schema(description = AVAILABLE) @JsonInclude @Nullable
            String available,

            String sum,
            String unassigned,
            String shortfall,

            @Schema(description = LOW_STOCK) @JsonInclude @Nullable
            Boolean lowStock,

            @Schema(description = BACKORDER_DATE) @JsonInclude @Nullable
            LocalDate backorderDate) {}

    /**
     * The figure of one location: sellable less claimed, safety stock and buffer, never below zero.
     *
     * @param status {@code known}; {@code unknown} when the source of its stock was not read for too long
     * @param stockStatus {@code in_stock, low_stock} or {@code out_of_stock}; null when it is unknown
     * @param excluded why the location promises nothing, whatever it has
     * @param available null when it is unknown
     * @param raw sellable less claimed and safety stock; below zero when more is promised than there is
     * @param bufferRules whose units make up the buffer
     * @param rulesLost rules that match as well and do not count
     * @param buildable of a bundle: whole ones that can be made of the components there, added
     * @param messageId that changed the balance last, by goods or by a promise; of a cart that asked over the API its reservation
     */
    record LocationAvailability(
            String location,
            String status,
            @Nullable String stockStatus,
            @Nullable String excluded,
            @JsonInclude @Nullable String available,
            String sellable,
            String claimed,
            Claims claims,
            String safetyStock,
            @Nullable Rule safetyStockRule,
            String raw,
            String buffer,
            List<BufferShare> bufferRules,
            List<LostRule> rulesLost,
            @Nullable String buildable,

            @Schema(description = LOW_STOCK) @JsonInclude @Nullable
            Boolean lowStock,

            @Schema(description = BACKORDER_DATE) @JsonInclude @Nullable
            LocalDate backorderDate,

            long sequence,
            Instant asOf,
            @Nullable UUID messageId) {}

    /**
     * What a bundle is made of.
     *
     * @param quantity base units in one
     * @param available of the component, from all locations together; null when it is unknown
     */
    record ComponentShare(
            String sku,
            String quantity,
            @JsonInclude @Nullable String available) {}

    /**
     * What may be promised for a day: what will be there then and on every later day.
     *
     * @param incoming what is to come until then
     * @param claims what is claimed for later days than today, of the item and its components
     */
    record Dated(LocalDate by, String available, List<IncomingShare> incoming, List<DatedShare> claims) {}

    /**
     * Goods that are to come.
     *
     * @param kind {@code notice}, {@code transfer} or {@code purchase_order}
     * @param reference {@code system|id}; of a purchase order its number
     * @param location {@code unplaced} when it is not told
     * @param counted what of the quantity is relied on
     */
    record IncomingShare(
            String kind,
            String reference,
            String sku,
            String location,
            LocalDate on,
            String quantity,
            String counted) {}

    /** What is claimed for a day to come. */
    record DatedShare(String sku, String location, LocalDate due, String quantity) {}

    /**
     * The quota that leaves least.
     *
     * @param used accepted of the channel since its beginning, and held now
     * @param left never below zero
     * @param to null: for ever
     */
    record QuotaShare(
            String id,
            String units,
            String used,
            String left,
            Instant from,
            @Nullable Instant to,
            String author) {}

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

    /**
     * A claim that counts.
     *
     * @param state {@code promise_at_risk}: there are no goods for some of it
     * @param messageId that made it what it is; of a cart that asked over the API its reservation
     */
    record ClaimShare(
            String key,
            String kind,
            String state,
            String quantity,
            @Nullable String connection,
            @Nullable String reference,
            @Nullable String channel,
            @Nullable Instant expiresAt,
            UUID messageId,
            @Nullable RiskAnswer atRisk) {}
}
