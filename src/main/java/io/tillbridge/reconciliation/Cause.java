package io.tillbridge.reconciliation;

import java.util.Locale;

/** Why a figure may differ. */
enum Cause {
    /** The system counts in packs, or the books do. */
    MAPPING,
    /** The books have one event twice. */
    DUPLICATE,
    /** Goods were counted, in the seven days before the level or since. */
    COUNT,
    /** Somebody adjusted the books and nobody told the system. */
    MANUAL_EDIT,
    /** A movement that was posted about when the level was told. */
    TIMING,
    /** Documents of the system wait or are dead. */
    LOST_EVENT,
    UNKNOWN;

    /** As in tables and answers. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
