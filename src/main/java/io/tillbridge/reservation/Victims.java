package io.tillbridge.reservation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses which promises are broken when there are not goods for all of them. Pure: the same promises give the same victims. */
final class Victims {

    private Victims() {}

    /**
     * A promise that is broken.
     *
     * @param quantity of it
     * @param rule why it and not the one that was spared
     * @param spared the promise that would have been next; null: there was none
     */
    record Victim(
            Contender promise,
            BigDecimal quantity,
            TieRule rule,
            @Nullable String spared) {}

    /** Promises in the fixed order until what is missing is covered, or none is left; the last one perhaps in part. */
    static List<Victim> of(Collection<Contender> promises, BigDecimal missing) {
        List<Contender> ordered = promises.stream().sorted(TieRule.ORDER).toList();
        List<BigDecimal> taken = new ArrayList<>();
        BigDecimal left = missing;
        while (left.signum() > 0 && taken.size() < ordered.size()) {
            BigDecimal some = left.min(ordered.get(taken.size()).open());
            taken.add(some);
            left = left.subtract(some);
        }
        Contender spared = taken.size() < ordered.size() ? ordered.get(taken.size()) : null;
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            Contender promise = ordered.get(i);
            victims.add(
                    spared == null
                            ? new Victim(promise, taken.get(i), TieRule.NO_OTHER, null)
                            : new Victim(promise, taken.get(i), TieRule.between(promise, spared), spared.key()));
        }
        return victims;
    }

    /** What of broken promises is good again when so much has come back: those that would be broken last are good first. */
    static Map<String, BigDecimal> good(Collection<Contender> broken, BigDecimal back) {
        Map<String, BigDecimal> good = new TreeMap<>();
        BigDecimal left = back;
        for (Contender promise :
                broken.stream().sorted(TieRule.ORDER.reversed()).toList()) {
            BigDecimal some = left.min(promise.open());
            if (some.signum() > 0) {
                good.put(promise.key(), some);
                left = left.subtract(some);
            }
        }
        return good;
    }
}
