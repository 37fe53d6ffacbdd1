package io.tillbridge.canonical;

import java.util.List;

/**
 * The one thing a held message waits for, written {@code kind:name}. Whoever adds that thing releases exactly the
 * messages that wait on the same text.
 *
 * @param kind {@code sku}, {@code xref}, {@code valuemap} or {@code parent}
 * @param name which one, such as {@code TEE-RED-M}, {@code shop/shopify.location/655441491} or {@code order/shop/1001}
 */
public record HoldKey(String kind, String name) {

    /** The kind of what waits for an order. */
    public static final String PARENT = "parent";

    /** Stands for every system, which no connection is called. */
    private static final String ANY = "*";

    public static HoldKey sku(String sku) {
        return new HoldKey("sku", sku);
    }

    /** A remote id of one connection that has no local counterpart yet. */
    public static HoldKey crossReference(String connection, String kind, String remoteId) {
        return new HoldKey("xref", connection + "/" + kind + "/" + remoteId);
    }

    /** A local id that has no counterpart at one connection yet. */
    public static HoldKey remoteReference(String connection, String kind, String localId) {
        return new HoldKey("xref", connection + "/" + kind + "/=" + localId);
    }

    public static HoldKey valueMap(String map, String value) {
        return new HoldKey("valuemap", map + "/" + value);
    }

    /** An order that a fact names and nobody has told of yet: by its id where it has one, else by its number. */
    public static HoldKey order(OrderReference order) {
        if (order.id() == null) {
            return numbered(String.valueOf(order.number()));
        }
        return order(order.system() == null ? ANY : order.system(), order.id());
    }

    /** All that facts may wait for of an order that is here now. */
    public static List<HoldKey> appeared(Order order) {
        return List.of(order(ANY, order.id()), order(order.system(), order.id()), numbered(order.number()));
    }

    private static HoldKey order(String system, String id) {
        return new HoldKey(PARENT, "order/" + system + "/" + id);
    }

    private static HoldKey numbered(String number) {
        return new HoldKey(PARENT, "number/" + OrderReference.bare(number));
    }

    /** The order that a key of kind {@code parent} names. */
    public OrderReference order() {
        String[] parts = name.split("/", 3);
        return parts[0].equals("number")
                ? new OrderReference(null, null, name.substring(parts[0].length() + 1))
                : new OrderReference(parts[1].equals(ANY) ? null : parts[1], parts[2], null);
    }

    /** Reads {@link #toString()} back. */
    public static HoldKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("a hold key is kind:name, found '" + text + "'");
        }
        return new HoldKey(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return kind + ":" + name;
    }
}
