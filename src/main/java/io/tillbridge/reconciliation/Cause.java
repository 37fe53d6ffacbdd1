package io.tillbridge.reconciliation;

import java.util.Locale;

/** Why a figure may differ. */
enum Cause {
    /** The system counts in packs, or the books do. */
    MAPPING,
    /** The books have one event twice. */
    DUPLICATE,
    /** Goods were counted in between. */
    COUNT,
    /** Somebody adjusted the books and nobody told the system. */
    MANUAL_EDIT,
    /** An event that is later than the window allows. */
    TIMING,
    /** Documents of the system wait or are dead. */
    LOST_EVENT,
    UNKNOWN;

    /** As in tables and answers. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
