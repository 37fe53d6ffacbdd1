package io.tillbridge.stock;

import java.util.Locale;

/** Where a claim stands; see decision 400 for what leads from one state to another. */
public enum ClaimState {
    /** A cart's soft hold: counts until it expires. */
    HELD(true),
    /** Ordered or paid; it does not expire any more. */
    CONFIRMED(true),
    /** Its location is chosen for good. */
    ALLOCATED(true),
    /** Taken from the shelf; still counted until the goods leave. */
    PICKED(true),
    /** Promised to a transfer that is not sent yet. */
    COMMITTED(true),
    /** The goods left. */
    CONSUMED(false),
    /** Given up: cancelled, or the part that a greater claim does not need. */
    RELEASED(false),
    /** Its time passed before anybody ordered. */
    EXPIRED(false),
    /** The location could not find the goods. */
    REJECTED(false),
    /** Another claim stands for it now: at another location, or an order's. */
    MOVED(false),
    /** Paid for, and nothing is claimed: a person has to choose what the customer gets. */
    PAID_UNRESERVED(false);

    private final boolean open;

    ClaimState(boolean open) {
        this.open = open;
    }

    /** Whether its quantity counts. */
    public boolean open() {
        return open;
    }

    /** Whether somebody relies on it who has ordered: nobody ends it but its owner. */
    public boolean accepted() {
        return open && this != HELD;
    }

    /** As in tables and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state that a word names.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ClaimState of(String word) {
        for (ClaimState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no claim is '" + word + "'");
    }
}
