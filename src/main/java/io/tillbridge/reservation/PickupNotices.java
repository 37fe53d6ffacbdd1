package io.tillbridge.reservation;

import java.time.Instant;
import java.util.UUID;

/** What customers who fetch their goods are told. */
public final class PickupNotices {

    private PickupNotices() {}

    /**
     * The goods can be fetched.
     *
     * @param subject names what is ready and by which step, so that the same step tells it once
     */
    public static Notice ready(String subject, UUID cause, Notice.About about, Instant at) {
        return Notice.customer(
                Notice.id("pickup_ready", subject, cause),
                "pickup_ready",
                about,
                "Ready to be picked up",
                "The goods are ready" + (about.location() == null ? "" : " at " + about.location()),
                at,
                cause);
    }

    /** @param subject names what waits and until when it was promised, so that it is told once */
    static Notice reminder(String subject, UUID cause, Notice.About about, Instant now) {
        return Notice.customer(
                Notice.id("pickup_reminder", subject, cause),
                "pickup_reminder",
                about,
                "Your goods are waiting",
                "The goods are still kept at " + about.location(),
                now,
                cause);
    }
}
