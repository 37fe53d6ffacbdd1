package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import io.tillbridge.sourcing.Candidate;
import io.tillbridge.sourcing.Choice;
import io.tillbridge.sourcing.Demand;
import io.tillbridge.sourcing.SourcingRule;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.sourcing.Supply;
import io.tillbridge.stock.Exclusion;
import io.tillbridge.stock.Locations;
import io.tillbridge.stock.StockKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The locations that a rule may take from, as they are at a moment. */
final class SourcingCandidates {

    private final SourcingRules rules;
    private final Locations locations;
    private final SourcingStock stock;
    private final SourcingKits kits;
    private final SourcingCapacity capacity;
    private final Instant now;

    SourcingCandidates(
            SourcingRules rules,
            Locations locations,
            SourcingStock stock,
            SourcingKits kits,
            SourcingCapacity capacity,
            Instant now) {
        this.rules = rules;
        this.locations = locations;
        this.stock = stock;
        this.kits = kits;
        this.capacity = capacity;
        this.now = now;
    }

    /** For the lines of one method of an order. */
    List<Candidate> of(SourcingDemand order, SourcingDemand.Part part, SourcingRule rule, Set<String> serving) {
        List<Candidate> candidates = new ArrayList<>();
        for (String location : SourcingRules.locations(rule)) {
            Map<String, Candidate.Stock> has = new HashMap<>();
            Exclusion excluded = locations.of(location).excludes(part.offer());
            for (Demand.Line line : part.lines()) {
                StockKey key = new StockKey(line.sku(), location);
                has.put(line.sku(), stock.of(key, part.offer(), kits.of(order.key(), line.sku())));
                excluded = excluded == null ? stock.excludes(key, part.offer()) : excluded;
            }
            boolean late = late(location);
            Integer band = rules.band(location, order.terms().destination());
            boolean far = rules.tooFar(rule, band, part.near());
            candidates.add(new Candidate(
                    location,
                    rule.tier(location),
                    band,
                    late,
                    excluded == null && far
                            ? "out_of_zone"
                            : leftOut(location, excluded, late, order.terms().promisedAt(), serving.contains(location)),
                    has));
        }
        return candidates;
    }

    /**
     * What was chosen counts from now on.
     *
     * @param further whether the location did not serve the order before
     */
    void take(OrderKey order, String sku, Choice.Placed placed, boolean further) {
        stock.place(new StockKey(sku, placed.location()), placed.quantity(), kits.of(order, sku));
        if (further) {
            capacity.take(placed.location());
        }
    }

    private @Nullable String leftOut(
            String location, @Nullable Exclusion excluded, boolean late, @Nullable Instant promisedAt, boolean serves) {
        if (excluded != null) {
            return excluded.word();
        }
        if (!serves && capacity.full(location)) {
            return "over_capacity";
        }
        if (late && promisedAt != null) {
            ZoneId zone = locations.of(location).zone();
            LocalDate promised = promisedAt.atZone(zone).toLocalDate();
            return promised.isAfter(now.atZone(zone).toLocalDate()) ? null : "past_cut_off";
        }
        return null;
    }

    private boolean late(String location) {
        Supply supply = rules.supply(location);
        return supply.cutOff() != null
                && !now.atZone(locations.of(location).zone()).toLocalTime().isBefore(supply.cutOff());
    }
}
