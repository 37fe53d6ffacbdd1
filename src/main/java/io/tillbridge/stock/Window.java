package io.tillbridge.stock;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a rule counts, in local time. One that ends at or before its start ends on the next day; it belongs to the day on
 * which it starts. In the night in which an hour is repeated it starts at the first and ends at the second one; an hour that
 * is left out starts and ends it at the instant of the change.
 *
 * @param from the first day; null: no first
 * @param to the last day; null: no last
 * @param season days of every year; null: all
 * @param days of the week; empty: all
 * @param start midnight when it counts all day
 * @param end midnight, which is that of the next day, when it counts all day
 */
public record Window(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Season season,
        Set<DayOfWeek> days,
        LocalTime start,
        LocalTime end) {

    /** Without limits. */
    public static final Window ALWAYS = new Window(null, null, null, Set.of(), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** A weekly rhythm repeats within these days, and two nights around it. */
    private static final int HORIZON = 9;

    public Window {
        days = days.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(days));
    }

    /** One that counts in all seasons. */
    public Window(
            @Nullable LocalDate from, @Nullable LocalDate to, Set<DayOfWeek> days, LocalTime start, LocalTime end) {
        this(from, to, null, days, start, end);
    }

    /** Whether it never begins and never ends. */
    public boolean always() {
        return equals(ALWAYS);
    }

    /** Whether it counts at an instant. */
    public boolean holds(Instant at, ZoneId zone) {
        LocalDate today = at.atZone(zone).toLocalDate();
        return holds(at, today, zone) || holds(at, today.minusDays(1), zone);
    }

    private boolean holds(Instant at, LocalDate day, ZoneId zone) {
        return onDay(day)
                && !at.isBefore(instant(day.atTime(start), zone, false))
                && at.isBefore(instant(endOf(day), zone, true));
    }

    /** The next instant after one at which it begins or ends; null when there is none. */
    public @Nullable Instant next(Instant after, ZoneId zone) {
        Instant next = null;
        for (LocalDate turn : turns(after.atZone(zone).toLocalDate())) {
            Instant edge = next(turn.minusDays(1), after, zone);
            next = next == null || (edge != null && edge.isBefore(next)) ? edge : next;
        }
        return next;
    }

    /** The days around which edges may lie: now, and where days begin or stop to count. */
    private Set<LocalDate> turns(LocalDate today) {
        Set<LocalDate> turns = new TreeSet<>(Set.of(today));
        if (from != null && from.isAfter(today)) {
            turns.add(from);
        }
        if (to != null && to.isAfter(today)) {
            turns.add(to);
        }
        if (season != null) {
            turns.addAll(season.turns(today));
        }
        return turns;
    }

    private @Nullable Instant next(LocalDate first, Instant after, ZoneId zone) {
        Instant next = null;
        LocalDate day = first;
        for (int i = 0; i < HORIZON; i++, day = day.plusDays(1)) {
            if (onDay(day)) {
                for (Instant edge : List.of(instant(day.atTime(start), zone, false), instant(endOf(day), zone, true))) {
                    boolean sooner = edge.isAfter(after) && (next == null || edge.isBefore(next));
                    if (sooner && holds(edge, zone) != holds(edge.minusNanos(1), zone)) {
                        next = edge;
                    }
                }
            }
        }
        return next;
    }

    private boolean onDay(LocalDate day) {
        return (from == null || !day.isBefore(from))
                && (to == null || !day.isAfter(to))
                && (season == null || season.holds(day))
                && (days.isEmpty() || days.contains(day.getDayOfWeek()));
    }

    private LocalDateTime endOf(LocalDate day) {
        return (end.isAfter(start) ? day : day.plusDays(1)).atTime(end);
    }

    private static Instant instant(LocalDateTime local, ZoneId zone, boolean later) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return local.toInstant(offsets.get(later ? offsets.size() - 1 : 0));
    }
}
