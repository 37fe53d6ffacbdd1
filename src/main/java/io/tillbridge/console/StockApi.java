package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.catalog.ItemQueries;
import io.tillbridge.purchasing.PurchaseQueries;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.StockQueries;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Balances and the ledger. */
@RestController
final class StockApi {

    private final StockQueries stock;
    private final ItemQueries items;
    private final PurchaseQueries purchases;

    StockApi(StockQueries stock, ItemQueries items, PurchaseQueries purchases) {
        this.stock = stock;
        this.items = items;
        this.purchases = purchases;
    }

    /**
     * An item's balances; {@code lots} only where they were asked for.
     *
     * @param onOrder what suppliers were asked for and has not arrived, the earliest expected first; it is not stock
     */
    record StockAnswer(
            String sku,
            List<LocationStock> locations,
            List<OnOrder> onOrder,
            @Nullable List<LotStock> lots) {}

    /** What is still to come by a purchase order. */
    record OnOrder(
            String purchaseOrder,
            String location,
            String quantity,
            @Nullable Instant expectedAt) {

        static OnOrder of(PurchaseQueries.OnOrder one) {
            return new OnOrder(one.number(), one.location(), text(one.quantity()), one.expectedAt());
        }
    }

    /**
     * What a system says it holds.
     *
     * @param sellable what the books have now, {@code claimed} of it promised
     */
    record ObservedLevel(
            String connection,
            String location,
            String quantity,
            Instant observedAt,
            UUID messageId,
            String sellable,
            String claimed) {

        static ObservedLevel of(StockQueries.Observation seen) {
            return new ObservedLevel(
                    seen.connection(),
                    seen.location(),
                    text(seen.quantity()),
                    seen.observedAt(),
                    seen.messageId(),
                    text(seen.sellable()),
                    text(seen.claimed()));
        }
    }

    /** The newest level of each system and location. */
    record Observations(String sku, List<ObservedLevel> observations) {}

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

    @Operation(summary = "The stock of an item per location and bucket")
    @GetMapping("/api/stock/{sku}")
    StockAnswer balances(@PathVariable String sku, @RequestParam(defaultValue = "false") boolean lots) {
        return new StockAnswer(
                sku,
                known(sku).stream().map(StockApi::location).toList(),
                purchases.onOrder(sku).stream().map(OnOrder::of).toList(),
                lots ? lots(sku) : null);
    }

    private List<LotStock> lots(String sku) {
        return stock.lots(sku).stream()
                .map(lot -> new LotStock(lot.location(), lot.bucket(), lot.lot(), text(lot.quantity())))
                .toList();
    }

    @Operation(summary = "What other systems say they hold of an item")
    @GetMapping("/api/stock/{sku}/observations")
    Observations observations(@PathVariable String sku) {
        List<ObservedLevel> seen =
                stock.observations(sku).stream().map(ObservedLevel::of).toList();
        if (seen.isEmpty()) {
            known(sku);
        }
        return new Observations(sku, seen);
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

    /** The balances; none for an item that never moved, a problem for one that nobody knows. */
    private List<Balance> known(String sku) {
        List<Balance> balances = stock.balances(sku);
        if (balances.isEmpty() && items.find(sku).isEmpty()) {
            throw ItemAnswers.unknown(sku);
        }
        return balances;
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
