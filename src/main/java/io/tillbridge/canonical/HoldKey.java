package io.tillbridge.canonical;

/**
 * The one thing a held message waits for, written {@code kind:name}. Whoever adds that thing releases exactly the
 * messages that wait on the same text.
 *
 * @param kind {@code sku}, {@code xref}, {@code valuemap} or {@code parent}
 * @param name which one, such as {@code TEE-RED-M} or {@code shop/shopify.location/655441491}
 */
public record HoldKey(String kind, String name) {

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
