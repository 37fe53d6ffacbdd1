package io.tillbridge.sourcing;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the rules choose for an order.
 *
 * @param unplaced by line, what no location can serve
 * @param considered every candidate, taken or left, in the order of their names
 */
public record Choice(List<Placed> placed, List<Unplaced> unplaced, List<Considered> considered) {

    public Choice {
        placed = List.copyOf(placed);
        unplaced = List.copyOf(unplaced);
        considered = List.copyOf(considered);
    }

    /**
     * A line, or pieces of it, from a location.
     *
     * @param why {@code all_lines}, {@code whole_line} or {@code pieces}, with {@code _drawn} behind it when it takes from
     *     what is kept back
     */
    public record Placed(String line, String location, BigDecimal quantity, String why) {}

    /** What stays without a location. */
    public record Unplaced(String line, BigDecimal quantity) {}

    /**
     * A candidate.
     *
     * @param taken whether something is taken from it
     * @param why of one that is taken, how it compares; else why it is left: {@code closed}, {@code channel_not_served},
     *     {@code fulfilment_not_offered}, {@code source_stale}, {@code out_of_zone}, {@code over_capacity}, {@code past_cut_off},
     *     {@code no_stock}, {@code kept_back}, {@code not_whole}, {@code too_many_places}, {@code not_found_there} or
     *     {@code not_needed}
     */
    public record Considered(String location, boolean taken, String why) {}
}
