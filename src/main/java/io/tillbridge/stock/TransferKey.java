package io.tillbridge.stock;

/** A transfer, by the system that names it. */
public record TransferKey(String system, String id) {

    private static final String KIND = "transfer|";

    /** What its movements carry, such as {@code transfer|acme-wms|TR-5}. */
    public String consignment() {
        return KIND + system.replace("\\", "\\\\").replace("|", "\\|") + "|" + id;
    }

    static boolean names(MovementDetails details) {
        return details.consignment() != null && details.consignment().startsWith(KIND);
    }
}
