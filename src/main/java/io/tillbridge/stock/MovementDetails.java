package io.tillbridge.stock;

import org.jspecify.annotations.Nullable;

/**
 * What a movement carries beside its quantity and places.
 *
 * @param consignment what the goods belong to, such as {@code transfer|system|id}; null: to nothing
 * @param why the source's own word for the reason, such as {@code breakage}
 * @param lot the lot or batch they are of
 * @param serial the serial number; the quantity is one then
 */
public record MovementDetails(
        @Nullable String consignment,
        @Nullable String why,
        @Nullable String lot,
        @Nullable String serial) {

    public static final MovementDetails NONE = new MovementDetails(null, null, null, null);

    /** Of a consignment and nothing else. */
    public static MovementDetails of(String consignment) {
        return new MovementDetails(consignment, null, null, null);
    }
}
