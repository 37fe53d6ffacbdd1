package io.tillbridge.stock;

import io.tillbridge.canonical.Trace;
import org.jspecify.annotations.Nullable;

/**
 * What a movement carries beside its quantity and places.
 *
 * @param consignment what the goods belong to, such as {@code transfer|system|id}; null: to nothing
 * @param why the source's own word for the reason, such as {@code breakage}
 * @param trace the lot they are of; with a serial number the quantity is one
 */
public record MovementDetails(
        @Nullable String consignment, @Nullable String why, Trace trace) {

    public static final MovementDetails NONE = new MovementDetails(null, null, Trace.NONE);

    /** Of a consignment and nothing else. */
    public static MovementDetails of(String consignment) {
        return new MovementDetails(consignment, null, Trace.NONE);
    }

    /** The same of these goods. */
    public MovementDetails of(Trace goods) {
        return goods.none() ? this : new MovementDetails(consignment, why, goods);
    }

    /** The lot or batch; null: not told. */
    public @Nullable String lot() {
        return trace.lot();
    }

    /** The serial number; null: not told. */
    public @Nullable String serial() {
        return trace.serial();
    }
}
