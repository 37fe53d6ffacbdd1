package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.catalog.ItemQueries;
import io.tillbridge.purchasing.PurchaseOrder;
import io.tillbridge.purchasing.PurchaseQueries;
import io.tillbridge.purchasing.PurchaseQueries.LineProgress;
import io.tillbridge.purchasing.PurchaseQueries.Progress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders to suppliers: drafted, sent, answered by advance notices, received, cancelled. */
@RestController
@RequestMapping("/api/purchase-orders")
final class PurchaseOrdersApi {

    private static final List<String> STATES = Stream.of(PurchaseOrder.State.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .toList();

    private final PurchaseQueries orders;
    private final PurchaseEdits edits;
    private final ItemQueries items;
    private final Clock clock;

    PurchaseOrdersApi(PurchaseQueries orders, PurchaseEdits edits, ItemQueries items, Clock clock) {
        this.orders = orders;
        this.edits = edits;
        this.items = items;
        this.clock = clock;
    }

    /**
     * A purchase order.
     *
     * @param state a word of {@link PurchaseOrder.State} in small letters
     * @param revision of what destinations were told; 0 for nothing
     */
    record OrderAnswer(
            String number,
            String state,
            String supplier,
            String location,
            @Nullable String currency,
            @Nullable Instant expectedAt,
            int revision,
            Instant createdAt,
            String createdBy,
            @Nullable Instant orderedAt,
            @Nullable Instant cancelledAt,
            List<LineAnswer> lines) {

        static OrderAnswer of(Progress one) {
            PurchaseOrder order = one.order();
            return new OrderAnswer(
                    order.number(),
                    order.state().name().toLowerCase(Locale.ROOT),
                    order.supplier(),
                    order.location(),
                    order.currency(),
                    order.expectedAt(),
                    order.revision(),
                    order.createdAt(),
                    order.createdBy(),
                    order.orderedAt(),
                    order.cancelledAt(),
                    one.lines().stream().map(LineAnswer::of).toList());
        }
    }

    /**
     * One item, in base units.
     *
     * @param packs how many packs; absent where it is not ordered by packs
     * @param announced by advance notices that name the order
     * @param remaining ordered less received, never below zero
     */
    record LineAnswer(
            String sku,
            String quantity,
            @Nullable String packs,
            @Nullable String packUnits,
            @Nullable String packUnit,
            @Nullable String supplierSku,
            @Nullable String unitPrice,
            String announced,
            String received,
            String remaining) {

        static LineAnswer of(LineProgress one) {
            PurchaseOrder.Line line = one.line();
            return new LineAnswer(
                    line.sku(),
                    text(line.quantity()),
                    line.packs() == null ? null : text(line.packs()),
                    line.packUnits() == null ? null : text(line.packUnits()),
                    line.packUnit(),
                    line.supplierSku(),
                    line.unitPrice() == null ? null : line.unitPrice().toPlainString(),
                    text(one.announced()),
                    text(one.received()),
                    text(one.remaining()));
        }
    }

    @Operation(summary = "Purchase orders with what is still to come, newest first")
    @GetMapping
    Page<OrderAnswer> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        Texts.word("state", state, STATES);
        PurchaseOrder.State is = state == null ? null : PurchaseOrder.State.valueOf(state.toUpperCase(Locale.ROOT));
        String item = sku == null ? null : Texts.id("sku", sku);
        return Page.newest(
                after,
                limit,
                (number, most) -> orders.find(is, item, number, most),
                OrderAnswer::of,
                one -> one.order().position());
    }

    @Operation(summary = "One purchase order, its lines announced, received and to come")
    @GetMapping("/{number}")
    OrderAnswer one(@PathVariable String number) {
        return orders.find(number).map(OrderAnswer::of).orElseThrow(() -> PurchaseEdits.unknown(number));
    }

    @Operation(summary = "Drafts a purchase order; nobody is told before it is sent")
    @PostMapping
    OrderAnswer draft(@RequestBody PurchaseBodies.Draft body, HttpServletRequest request) {
        String by = Actor.of(request);
        PurchaseOrder order = PurchaseBodies.draft(body, clock.instant(), by);
        List<String> unknown = items.unknown(
                order.lines().stream().map(PurchaseOrder.Line::sku).toList());
        if (!unknown.isEmpty()) {
            throw ItemAnswers.unknown(unknown.get(0));
        }
        edits.draft(order, by);
        return one(order.number());
    }

    @Operation(summary = "Sends a purchase order to the destinations that accept it")
    @PostMapping("/{number}/send")
    OrderAnswer send(@PathVariable String number, HttpServletRequest request) {
        edits.send(number, Actor.of(request));
        return one(number);
    }

    @Operation(summary = "Cancels what is still to come of a purchase order")
    @PostMapping("/{number}/cancel")
    OrderAnswer cancel(@PathVariable String number, HttpServletRequest request) {
        edits.cancel(number, Actor.of(request));
        return one(number);
    }
}
