package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.ItemQueries;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.SafetyStock;
import io.tillbridge.stock.StockQueries;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Balances, the ledger, and what may be sold with every deduction. */
@RestController
final class StockApi {

    private static final String LOW_STOCK =
            "Whether the figure is low. Always null in this version: no rule says yet what is low.";
    private static final String BACKORDER_DATE =
            "From when more can be promised. Always null in this version: no rule promises what is not there yet.";

    private final StockQueries stock;
    private final ItemQueries items;
    private final SafetyStock safetyStock;
    private final ConnectionPlans plans;

    StockApi(StockQueries stock, ItemQueries items, SafetyStock safetyStock, ConnectionPlans plans) {
        this.stock = stock;
        this.items = items;
        this.safetyStock = safetyStock;
        this.plans = plans;
    }

    /** An item's balances; {@code lots} only where they were asked for. */
    record StockAnswer(
            String sku,
            List<LocationStock> locations,
            @Nullable List<LotStock> lots) {}

    /** What of a lot is in a bucket of a location. Goods whose movements named no lot are in none. */
    record LotStock(String location, String bucket, String lot, String quantity) {}

    /** On hand is the sum of the four buckets; claims are promises on it, not stock. */
    record LocationStock(
            String location,
            String onHand,
            String sellable,
            String damaged,
            String qualityHold,
            String display,
            String claimed,
            long sequence,
            Instant changedAt) {}

    /**
     * What may be sold now.
     *
     * @param channel as asked, a connection that is told availability; every channel is given the same figure as long as no rule tells them apart
     * @param sequence grows with every change at any location
     */
    record AvailabilityAnswer(
            String sku,
            @Nullable String channel,
            Network network,
            List<LocationAvailability> locations,
            long sequence,
            @Nullable Instant asOf) {}

    /**
     * The figure for all locations together.
     *
     * @param status {@code known}; {@code unknown} is kept for figures whose source is stale past its limit
     * @param sum of what each location may sell
     * @param unassigned accepted demand without a location, subtracted
     * @param shortfall what locations owe beyond their stock, subtracted
     * @param lowStock null: no rule says yet what is low
     * @param backorderDate null: no rule promises what is not there yet
     */
    record Network(
            String status,
            String available,
            String sum,
            String unassigned,
            String shortfall,

            @Schema(description = LOW_STOCK) @JsonInclude @Nullable
            Boolean lowStock,

            @Schema(description = BACKORDER_DATE) @JsonInclude @Nullable
            LocalDate backorderDate) {}

    /**
     * The figure of one location: sellable less claimed less safety stock, never below zero.
     *
     * @param lowStock as that of the network
     * @param backorderDate as that of the network
     */
    record LocationAvailability(
            String location,
            String status,
            String available,
            String sellable,
            String claimed,
            String safetyStock,
            @Nullable Rule safetyStockRule,

            @Schema(description = LOW_STOCK) @JsonInclude @Nullable
            Boolean lowStock,

            @Schema(description = BACKORDER_DATE) @JsonInclude @Nullable
            LocalDate backorderDate,

            long sequence,
            Instant asOf) {}

    /** The row of config/availability.yaml that counts. */
    record Rule(String sku, String location, String units) {}

    @Operation(summary = "The stock of an item per location and bucket")
    @GetMapping("/api/stock/{sku}")
    StockAnswer balances(@PathVariable String sku, @RequestParam(defaultValue = "false") boolean lots) {
        return new StockAnswer(sku, known(sku).stream().map(StockApi::location).toList(), lots ? lots(sku) : null);
    }

    private List<LotStock> lots(String sku) {
        return stock.lots(sku).stream()
                .map(lot -> new LotStock(lot.location(), lot.bucket(), lot.lot(), text(lot.quantity())))
                .toList();
    }

    @Operation(summary = "The movements of an item, newest first")
    @GetMapping("/api/stock/{sku}/movements")
    Page<MovementAnswer> movements(
            @PathVariable String sku,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<LedgerEntry> rows = stock.movements(sku, Page.after(after, Long.MAX_VALUE), size + 1);
        if (rows.isEmpty()) {
            known(sku);
        }
        return Page.of(rows, size, MovementAnswer::of, row -> String.valueOf(row.id()));
    }

    @Operation(summary = "What may be sold of an item now, with every deduction")
    @GetMapping("/api/availability")
    AvailabilityAnswer availability(
            @RequestParam String sku, @RequestParam(required = false) @Nullable String channel) {
        Texts.id("sku", sku);
        refuseUnknown(channel);
        NetworkAvailability network = NetworkAvailability.of(known(sku), safetyStock);
        return new AvailabilityAnswer(
                sku,
                channel,
                new Network(
                        "known",
                        text(network.available()),
                        text(network.sum()),
                        text(network.unassigned()),
                        text(network.shortfall()),
                        null,
                        null),
                network.locations().stream().map(this::available).toList(),
                network.sequence(),
                network.asOf().orElse(null));
    }

    private void refuseUnknown(@Nullable String channel) {
        List<String> known = plans.all().stream()
                .filter(plan -> plan.outbound().values().stream()
                        .anyMatch(flow -> flow.accepts().contains(EventType.AVAILABILITY)))
                .map(ConnectionPlan::id)
                .sorted()
                .toList();
        if (channel != null && !known.contains(channel)) {
            throw ApiProblem.badRequest(
                    "channel_unknown",
                    "no channel '" + channel + "'; a channel is a connection that is told availability: "
                            + (known.isEmpty() ? "there is none yet" : String.join(", ", known)));
        }
    }

    /** The balances; none for an item that never moved, a problem for one that nobody knows. */
    private List<Balance> known(String sku) {
        List<Balance> balances = stock.balances(sku);
        if (balances.isEmpty() && items.find(sku).isEmpty()) {
            throw ItemAnswers.unknown(sku);
        }
        return balances;
    }

    private LocationAvailability available(Availability one) {
        Balance balance = one.balance();
        SafetyStock.Row rule = safetyStock.rule(balance.sku(), balance.location());
        BigDecimal kept = one.safetyStock();
        return new LocationAvailability(
                balance.location(),
                "known",
                text(one.available()),
                text(balance.sellable()),
                text(balance.claimed()),
                text(kept),
                rule == null ? null : new Rule(rule.sku(), rule.location(), text(rule.units())),
                null,
                null,
                balance.sequence(),
                balance.changedAt());
    }

    private static LocationStock location(Balance balance) {
        return new LocationStock(
                balance.location(),
                text(balance.onHand()),
                text(balance.sellable()),
                text(balance.damaged()),
                text(balance.qualityHold()),
                text(balance.display()),
                text(balance.claimed()),
                balance.sequence(),
                balance.changedAt());
    }
}
