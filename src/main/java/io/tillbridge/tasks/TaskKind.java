package io.tillbridge.tasks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to be done. */
public enum TaskKind {
    /** A promise cannot be kept: offer the customer another place, item or day, or the money. */
    PROMISE_AT_RISK,
    /** An item was not found where the books have it: count it. */
    COUNT_WANTED,
    /** A customer waits at a store that cannot find the goods: ask for another store, shipping, a substitute or the money. */
    PICKUP_EXCEPTION,
    /** A part that its location could not find and no rule sends elsewhere. */
    REJECTED_PART,
    /** Goods that were not fetched in time: give back what was paid; an order is cancelled where it was sold. */
    PICKUP_REFUND,
    /** Goods lie ready for somebody who did not fetch them: put them back on the shelf. */
    PUT_BACK,
    /** Another item is kept for a customer until a time: ask whether it is taken, and say so. */
    SUBSTITUTION,
    /** Goods that came back are good and their packing is not: pack them again, then decide where they go. */
    REPACK,
    /** Goods that came back are defective: send them to their supplier and ask for the money. */
    SUPPLIER_CLAIM,
    /** Goods that were to come back did not arrive: ask the carrier and the customer. */
    RETURN_MISSING;

    /** As in tables and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word, if there is one. */
    public static Optional<TaskKind> find(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Stream.of(values()).map(TaskKind::word).toList();
    }
}
