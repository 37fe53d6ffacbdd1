package io.tillbridge.stock;

import org.jspecify.annotations.Nullable;

/** An advance notice, by the system that gave it. */
public record NoticeKey(String system, String id) {

    private static final String KIND = "notice|";
    private static final String ORDER = "purchase_order|";

    /** What receipts against it carry, such as {@code notice|acme-edi|SN-1}. */
    public String consignment() {
        return KIND + system.replace("\\", "\\\\").replace("|", "\\|") + "|" + id;
    }

    /** What receipts against an order of the retailer carry, such as {@code purchase_order|PO-7}. */
    public static String consignment(String purchaseOrder) {
        return ORDER + purchaseOrder;
    }

    static boolean isOrder(String consignment) {
        return consignment.startsWith(ORDER);
    }

    static boolean names(@Nullable String consignment) {
        return consignment != null && (consignment.startsWith(KIND) || isOrder(consignment));
    }
}
