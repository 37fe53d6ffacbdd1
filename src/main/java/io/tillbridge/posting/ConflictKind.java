package io.tillbridge.posting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What people must look at although nothing failed, and how it ends. */
public enum ConflictKind {
    NEGATIVE_ON_HAND(End.FIGURES),
    UNEQUAL_REVISION(End.PERSON),
    UNEQUAL_FACT(End.PERSON),
    GTIN_TAKEN(End.ITEM_REVIEW),
    NOT_OWNER(End.ITEM_REVIEW),
    SEVERAL_REMOTE_IDS(End.ITEM_REVIEW),
    RESERVATION_REFUSED(End.PERSON),
    PAID_UNRESERVED(End.FIGURES),
    PICKUP_EXCEPTION(End.PERSON),
    REJECTED_PART(End.PERSON),
    COUNT_WANTED(End.PERSON),
    OVERSHIPPED(End.PERSON),
    WRONG_ITEM_SHIPPED(End.PERSON),
    RETURN_REVIEW(End.PERSON),
    ENTRY_UNBALANCED(End.PERSON),
    ENTRY_UNREADABLE(End.PERSON),
    CLOSURE_DIFFERENCE(End.PERSON),
    TENDER_DECLINED(End.PERSON),
    TENDER_DIFFERS(End.PERSON),
    INVARIANT_BROKEN(End.FIGURES),
    COUNT_PENDING(End.COUNT),
    TRANSFER_OVER_RECEIVED(End.PERSON),
    RECEIPT_DISCREPANCY(End.PERSON),
    RECEIPT_SHORT(End.PERSON),
    ADJUSTMENT_REASON_UNKNOWN(End.PERSON),
    SERIAL_IN_STOCK(End.PERSON),
    SERIAL_NOT_THERE(End.PERSON),
    TRACED_COUNT_DIFFERS(End.PERSON),
    SERIALS_BEYOND_QUANTITY(End.PERSON),
    RECEIPT_GAP(End.PERSON),
    REGISTER_CLOCK(End.PERSON),
    SOURCE_STALE(End.FIGURES),
    SOURCING_UNPLACED(End.FIGURES),
    RETURNED_BEYOND_SHIPPED(End.PERSON),
    REFUNDED_BEYOND_PAID(End.PERSON),
    REFUNDED_BEYOND_ORDERED(End.PERSON),
    BLIND_RETURN(End.PERSON),
    LEVEL_DIFFERS(End.FIGURES),
    DRIFT_CONFIRMED(End.FIGURES),
    RECONCILIATION_STOPPED(End.FIGURES),
    SALE_NOT_OWNED(End.PERSON),
    TOO_MANY_CONDITIONS(End.PERSON);

    /** Who says that it is over. */
    public enum End {
        /** A person may; the hub does where it sees that it is. */
        PERSON("resolve it"),
        /** Only what the books hold: it would be raised again at the next look. */
        FIGURES("it ends by itself when the books say otherwise; set right what its detail names"),
        /** A decision about the item. */
        ITEM_REVIEW("decide it with POST /api/items/reviews/{id}"),
        /** A decision about the count. */
        COUNT("decide the count: GET /api/counts?state=pending lists it");

        private final String how;

        End(String how) {
            this.how = how;
        }

        /** What to do about it, for a person. */
        public String how() {
            return how;
        }
    }

    private final End end;

    ConflictKind(End end) {
        this.end = end;
    }

    /** Who ends it. */
    public End end() {
        return end;
    }

    /** As in tables and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word, if there is one. */
    public static Optional<ConflictKind> find(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Stream.of(values()).map(ConflictKind::word).toList();
    }
}
