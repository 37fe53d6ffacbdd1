package io.tillbridge.reconciliation;

import java.util.Locale;

/** What becomes of a confirmed drift: it is small and clear enough to be corrected, or the first reason why it is not. */
enum Outcome {
    CORRECT,
    /** The run is stopped. */
    STOPPED,
    /** No source is named for the location. */
    OWNER_UNKNOWN,
    /** Another connection's word counts there: the system is to be set right, not the books. */
    NOT_THE_OWNER,
    /** Its levels may be without claims. */
    FIGURE_UNKNOWN,
    TOO_MANY_UNITS,
    COST_UNKNOWN,
    TOO_MUCH_VALUE,
    /** What the system may not have taken up yet is part of the figure. */
    IN_FLIGHT,
    /** Documents of the connection wait or are dead: what is lost may come still, and would be there twice. */
    DOCUMENTS_WAIT,
    /** Too many items of the location differ. */
    TOO_MANY_ITEMS;

    /** As in tables and answers. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
