package io.tillbridge.canonical;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kinds of business facts and states that cross Tillbridge, named as connectors name them in {@code emits} and
 * {@code accepts}.
 */
public enum EventType {
    ORDER("order", Direction.IN),
    SALE("sale", Direction.IN),
    SALE_VOIDED("sale.voided", "sale", Direction.IN),
    RETURN("return", Direction.IN),
    STOCK_RECEIVED("stock.received", Direction.IN),
    STOCK_ADJUSTED("stock.adjusted", Direction.IN),
    STOCK_SNAPSHOT("stock.snapshot", Direction.IN),
    ITEM_UPSERTED("item.upserted", "item", Direction.IN),
    RESERVATION_REQUESTED("reservation.requested", "reservation", Direction.IN),
    RESERVATION_RELEASED("reservation.released", "reservation", Direction.IN),
    FULFILMENT_PICKED("fulfilment.picked", "fulfilment", Direction.IN),
    FULFILMENT_SHORT_PICKED("fulfilment.short_picked", "fulfilment", Direction.IN),
    FULFILMENT_READY("fulfilment.ready", "fulfilment", Direction.IN),
    FULFILMENT_HANDED_OVER("fulfilment.handed_over", "fulfilment", Direction.IN),
    SHIPMENT_CONFIRMED("shipment.confirmed", Direction.IN),
    ADVANCE_NOTICE("advance_notice", Direction.IN),
    STOCK_TRANSFER_COMMITTED("stock.transfer_committed", "stock_transfer", Direction.IN),
    STOCK_TRANSFER_SENT("stock.transfer_sent", "stock_transfer", Direction.IN),
    STOCK_TRANSFER_RECEIVED("stock.transfer_received", "stock_transfer", Direction.IN),
    STOCK_COUNTED("stock.counted", Direction.IN),
    PRICE_CHANGED("price.changed", Direction.IN),
    PAYMENT_CAPTURED("payment.captured", "payment", Direction.IN),
    PAYMENT_REFUNDED("payment.refunded", "payment", Direction.IN),
    PAYMENT_DECLINED("payment.declined", "payment", Direction.IN),
    REGISTER_CLOSED("register.closed", Direction.IN),
    PAYOUT("payout", Direction.IN),
    SUPPLIER_INVOICE("supplier.invoice", Direction.IN),
    CONDITION_CHANGED("condition.changed", Direction.IN),
    AVAILABILITY("availability", Direction.OUT, "sku", "location"),
    ORDER_STATUS("order.status", Direction.OUT, "system", "id"),
    ITEM("item", "item_master", Direction.OUT, "sku"),
    PRICE("price", Direction.OUT, "sku"),
    FULFILMENT_REQUESTED("fulfilment.requested", Direction.OUT, "id"),
    JOURNAL_ENTRY("journal.entry", Direction.OUT, "ledger", "businessDate"),
    PURCHASE_ORDER("purchase.order", Direction.OUT, "id"),
    NOTICE("notice", Direction.OUT, "id"),
    DEAD_LETTER("dead_letter", Direction.OUT, "id");

    /** Whether sources say it or destinations are told it. */
    public enum Direction {
        IN,
        OUT
    }

    private static final Map<String, EventType> BY_WORD = new TreeMap<>();

    static {
        for (EventType type : values()) {
            BY_WORD.put(type.word, type);
        }
    }

    private final String word;
    private final String schema;
    private final Direction direction;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> identity;

    EventType(String word, Direction direction, String... identity) {
        this(word, word.replace('.', '_'), direction, identity);
    }

    EventType(String word, String schema, Direction direction, String... identity) {
        this.word = word;
        this.schema = schema;
        this.direction = direction;
        this.identity = List.of(identity);
    }

    /** The word in YAML, tables, logs and JSON, such as {@code stock.received}. */
    public String word() {
        return word;
    }

    /** The canonical schema's name without version, such as {@code stock_received}; several types may share one. */
    public String schema() {
        return schema;
    }

    public Direction direction() {
        return direction;
    }

    /**
     * The cells that say what a told event is about. Sequences grow within one such thing only, so a lane's key names all
     * of them; empty for what sources say.
     */
    public List<String> identity() {
        return identity;
    }

    /**
     * The type that a word names.
     *
     * @throws IllegalArgumentException when no event type has that word; the message lists those that exist
     */
    public static EventType of(String word) {
        EventType type = BY_WORD.get(word);
        if (type == null) {
            throw new IllegalArgumentException("no event type '" + word + "'; known are " + BY_WORD.keySet());
        }
        return type;
    }

    @Override
    public String toString() {
        return word;
    }
}
