package io.tillbridge.stock;

/** An item of a notice or an order that goods arrived for. */
record ReceiptKey(String consignment, String sku) implements Comparable<ReceiptKey> {

    @Override
    public int compareTo(ReceiptKey other) {
        int order = consignment.compareTo(other.consignment);
        return order != 0 ? order : sku.compareTo(other.sku);
    }
}
