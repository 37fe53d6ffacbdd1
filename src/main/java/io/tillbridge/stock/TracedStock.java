package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lot of an item, or a piece with a serial number.
 *
 * @param lot null: a piece of which no lot was told
 * @param serial null: a lot
 * @param expiresOn the earliest last day that was told of it; null: none was
 * @param places where it is; of a lot, where some is; of a piece also the place outside where it went
 */
public record TracedStock(
        String sku,
        @Nullable String lot,
        @Nullable String serial,
        @Nullable LocalDate expiresOn,
        List<Held> places) {

    public TracedStock {
        places = List.copyOf(places);
    }

    /** How much is in a bucket of a place; below zero: more left than is known to have come. */
    public record Held(String place, String bucket, BigDecimal quantity) {}

    /** Where a page of what expires ends: the next begins behind it. */
    public record Position(LocalDate expiresOn, String sku, String name, boolean piece) {}
}
