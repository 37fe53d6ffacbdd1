package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is to come and what is claimed for later, of some items: the balances of each day to come follow from it. Pure. */
public record DatedStock(LocalDate today, List<Incoming> incoming, List<DatedClaim> claims) {

    public DatedStock {
        incoming = List.copyOf(incoming);
        claims = List.copyOf(claims);
    }

    /** Today, tomorrow, and the days on which something changes. */
    public SortedSet<LocalDate> days() {
        TreeSet<LocalDate> days = new TreeSet<>();
        days.add(today);
        days.add(today.plusDays(1));
        incoming.forEach(one -> days.add(one.on()));
        claims.forEach(one -> days.add(one.due()));
        return days;
    }

    /**
     * The balances of an item as they will be on a day: with what has come until then, and without claims that are due later.
     *
     * @param now all balances of the item
     */
    public List<Balance> on(LocalDate day, String sku, List<Balance> now) {
        Map<String, BigDecimal> come = new HashMap<>();
        incoming.stream()
                .filter(one -> one.sku().equals(sku) && !one.on().isAfter(day))
                .forEach(one -> come.merge(one.location(), one.counted(), BigDecimal::add));
        Map<String, BigDecimal> later = new HashMap<>();
        claims.stream()
                .filter(one -> one.sku().equals(sku) && one.due().isAfter(day))
                .forEach(one -> later.merge(one.location(), one.quantity(), BigDecimal::add));
        List<Balance> then = new ArrayList<>();
        for (Balance balance : now) {
            BigDecimal more = come.remove(balance.location());
            BigDecimal less = later.get(balance.location());
            then.add(balance.with(
                    more == null ? balance.sellable() : balance.sellable().add(more),
                    less == null ? balance.claimed() : balance.claimed().subtract(less)));
        }
        come.forEach(
                (location, quantity) -> then.add(Balance.none(sku, location).with(quantity, BigDecimal.ZERO)));
        return then;
    }
}
