package io.tillbridge.authoring.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a listing, a webhook or a document is about, as the names of APIs tell it. */
public enum Kind {
    ORDER("order", "order", "order", "orders", "order", "salesorder"),
    SALE("sale", "sale", "sale", "sales", "sale", "transaction", "receipt", "ticket", "checkout", "bill"),
    RETURN("return", "return", "return", "returns", "return", "refund", "rma", "creditnote"),
    SNAPSHOT(
            "stock.snapshot",
            "stock_snapshot",
            "stock",
            "stock",
            "stock",
            "inventory",
            "stocklevel",
            "inventorylevel",
            "inventoryitem",
            "level",
            "availability",
            "onhand"),
    ITEM("item.upserted", "item", "item", "items", "item", "product", "variant", "article", "sku", "catalogitem"),
    SHIPMENT(
            "shipment.confirmed",
            "shipment_confirmed",
            "shipment",
            "shipments",
            "shipment",
            "fulfillment",
            "fulfilment"),
    RECEIPT("stock.received", "stock_received", "goods_in", "goods_in", "goodsreceipt", "receiving", "inbounddelivery");

    private final String event;
    private final String schema;
    private final String subject;
    private final String flow;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> words;

    Kind(String event, String schema, String subject, String flow, String... words) {
        this.event = event;
        this.schema = schema;
        this.subject = subject;
        this.flow = flow;
        this.words = List.of(words);
    }

    /** The canonical event. */
    public String event() {
        return event;
    }

    /** Name of its schema, without version. */
    public String schema() {
        return schema;
    }

    /** Second half of the mapping's subject. */
    public String subject() {
        return subject;
    }

    /** Name of the inbound flow. */
    public String flow() {
        return flow;
    }

    /** Words that APIs use for it, in small letters and the singular. */
    public List<String> words() {
        return words;
    }

    /** The kind that a name speaks of, such as {@code /v2/sales-orders} or {@code orderCreated}. */
    public static Optional<Kind> of(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        List<String> tried = new ArrayList<>(List.of(singular(Names.plain(last))));
        for (String word : last.split("[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])", -1)) {
            tried.add(singular(word.toLowerCase(Locale.ROOT)));
        }
        for (String word : tried) {
            for (Kind kind : values()) {
                if (kind.words.contains(word)) {
                    return Optional.of(kind);
                }
            }
        }
        return Optional.empty();
    }

    private static String singular(String word) {
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
