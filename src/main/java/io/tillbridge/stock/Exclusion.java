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

    /** As in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
