package io.tillbridge.stock;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** How rules that begin and end by time alone turn on days to come, in the zone of a location. Pure. */
final class RuleDays {

    /** So many beginnings and ends of one rule are looked at: a month of a daily one. */
    private static final int EDGES = 64;

    private RuleDays() {}

    /** Its midnight and the instants of a day at which some rule begins or ends. */
    static SortedSet<Instant> turns(Collection<BufferRule> rules, Location location, Offer offer, LocalDate day) {
        ZoneId zone = location.zone();
        Instant midnight = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        SortedSet<Instant> turns = new TreeSet<>();
        turns.add(midnight);
        for (BufferRule rule : rules) {
            Instant edge = concerns(rule, location, offer) ? rule.next(midnight, zone) : null;
            while (edge != null && edge.isBefore(end)) {
                turns.add(edge);
                edge = rule.next(edge, zone);
            }
        }
        return turns;
    }

    /** Days later than today, up to a year ahead, on which some rule begins or ends, and the days after them. */
    static SortedSet<LocalDate> after(LocalDate today, Collection<BufferRule> rules, Location location, Offer offer) {
        ZoneId zone = location.zone();
        Instant tomorrow = today.plusDays(1).atStartOfDay(zone).toInstant();
        LocalDate last = today.plusYears(1);
        SortedSet<LocalDate> days = new TreeSet<>();
        for (BufferRule rule : rules) {
            Instant edge = concerns(rule, location, offer) ? rule.next(tomorrow.minusNanos(1), zone) : null;
            for (int i = 0; i < EDGES && edge != null; i++) {
                LocalDate day = edge.atZone(zone).toLocalDate();
                if (day.isAfter(last)) {
                    break;
                }
                days.add(day);
                days.add(day.plusDays(1));
                edge = rule.next(edge, zone);
            }
        }
        return days;
    }

    private static boolean concerns(BufferRule rule, Location location, Offer offer) {
        return rule.timed() && rule.serves(offer) && rule.where().is(location);
    }
}
