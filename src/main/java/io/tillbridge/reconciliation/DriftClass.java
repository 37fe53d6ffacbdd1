package io.tillbridge.reconciliation;

import java.util.Locale;

/** How what a system says of an item at a location stands to the books. */
enum DriftClass {
    /** Within tolerance. */
    OK,
    /** Differs, and was not seen twice far enough apart. */
    TRANSIENT,
    /** Differs to the same side at two looks or more. */
    CONFIRMED,
    /** The system's word is too old to be compared. */
    STALE,
    /** One side does not know the item there. */
    MISSING;

    /** As in tables and answers. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
