package io.tillbridge.reservation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers who fetch their goods are told. */
public final class PickupNotices {

    private PickupNotices() {}

    /**
     * The goods can be fetched.
     *
     * @param subject names what is ready and by which step, so that the same step tells it once
     */
    public static Notice ready(
            String subject, UUID cause, @Nullable String reference, @Nullable String location, Instant at) {
        return new Notice(
                Notice.id("pickup_ready", subject, cause),
                "pickup_ready",
                "customer",
                reference,
                location,
                "Ready to be picked up",
                "The goods are ready" + (location == null ? "" : " at " + location),
                at,
                cause);
    }

    /** @param subject names what waits and until when it was promised, so that it is told once */
    static Notice reminder(String subject, UUID cause, @Nullable String reference, String location, Instant now) {
        return new Notice(
                Notice.id("pickup_reminder", subject, cause),
                "pickup_reminder",
                "customer",
                reference,
                location,
                "Your goods are waiting",
                "The goods are still kept at " + location,
                now,
                cause);
    }
}
