package io.tillbridge.stock;

import java.util.Locale;

/** Why a location promises nothing, whatever it has. */
public enum Exclusion {
    CLOSED,
    CHANNEL_NOT_SERVED,
    FULFILMENT_NOT_OFFERED,
    /** It was asked for as much today as it can do. */
    OVER_CAPACITY,
    /** Nobody knows what is there. */
    SOURCE_STALE;

    /** Whether the location is none of those that may serve the offer, now or at another time. */
    public boolean outside() {
        return this == CHANNEL_NOT_SERVED || this == FULFILMENT_NOT_OFFERED;
    }

    /** As in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
