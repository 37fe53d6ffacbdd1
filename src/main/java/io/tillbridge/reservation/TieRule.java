package io.tillbridge.reservation;

import java.util.Comparator;
import java.util.Locale;

/**
 * What decides which of two promises is broken, the first that tells them apart (RETAIL.md 1.9). Each orders what is broken
 * first before what is spared.
 */
public enum TieRule {
    /** Who has not paid before who has. */
    NOT_PAID(Comparator.comparing(Contender::paid)),
    /** Who was promised a later day, or none, before who was promised an earlier one. */
    LATER_PROMISE(Comparator.comparing(Contender::promisedAt, Comparator.nullsFirst(Comparator.reverseOrder()))),
    /** Whom another location can serve before whom only this one can. */
    SERVED_ELSEWHERE(Comparator.comparing(Contender::elsewhere).reversed()),
    /** Whose channel asks the lower penalty. */
    LOWER_PENALTY(Comparator.comparingInt(Contender::penalty)),
    /** Who was promised later, in the order of commit. */
    LATER_HOLD(Comparator.comparingLong(Contender::position).reversed()),
    /** Nothing else tells them apart: the SHA-256 of the claim's key. */
    KEY_HASH(Comparator.comparing(Contender::hash)),
    /** There was no other promise that could have been broken instead. */
    NO_OTHER(Comparator.comparing(Contender::key));

    /** All rules, each where those before it see no difference. */
    static final Comparator<Contender> ORDER = (one, other) -> {
        TieRule rule = between(one, other);
        return rule.order.compare(one, other);
    };

    @SuppressWarnings("ImmutableEnumChecker") // made of comparators without state
    private final Comparator<Contender> order;

    TieRule(Comparator<Contender> order) {
        this.order = order;
    }

    /** The rule that tells two apart. */
    static TieRule between(Contender one, Contender other) {
        for (TieRule rule : values()) {
            if (rule.order.compare(one, other) != 0) {
                return rule;
            }
        }
        return NO_OTHER;
    }

    /** As in tables and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
