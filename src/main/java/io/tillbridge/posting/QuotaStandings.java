package io.tillbridge.posting;

import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Quota;
import io.tillbridge.stock.Quotas;
import io.tillbridge.stock.Traits;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What quotas leave of items, and what changes it. */
final class QuotaStandings {

    private final AvailabilityPolicy policy;

    QuotaStandings(AvailabilityPolicy policy) {
        this.policy = policy;
    }

    /** By channel and item, the quota that leaves least. */
    Map<Quota.Key, Quota.Standing> of(Connection tx, Collection<String> skus, Map<String, Traits> traits, Instant at)
            throws SQLException {
        Map<Quota.Key, List<Quota.Standing>> standings = new HashMap<>();
        Set<String> limited = new TreeSet<>();
        skus.stream().filter(policy.quotas()::mayBeFor).forEach(limited::add);
        List<Quota> counting = limited.isEmpty() ? List.of() : policy.quotas().at(at);
        if (counting.isEmpty()) {
            return Map.of();
        }
        Map<Quota.Key, BigDecimal> held = sum(DemandRows.held(tx, limited));
        for (Quota quota : counting) {
            Map<Quota.Key, BigDecimal> accepted = sum(DemandRows.accepted(tx, quota, limited));
            for (String sku : limited) {
                if (Quotas.isFor(quota, sku, traits.getOrDefault(sku, Traits.UNKNOWN))) {
                    Quota.Key key = new Quota.Key(quota.channel(), sku);
                    BigDecimal used =
                            accepted.getOrDefault(key, BigDecimal.ZERO).add(held.getOrDefault(key, BigDecimal.ZERO));
                    standings.computeIfAbsent(key, one -> new ArrayList<>()).add(new Quota.Standing(quota, used));
                }
            }
        }
        Map<Quota.Key, Quota.Standing> least = new HashMap<>();
        standings.forEach((key, all) -> {
            Quota.Standing one = Quotas.least(all);
            if (one != null) {
                least.put(key, one);
            }
        });
        return least;
    }

    private Map<Quota.Key, BigDecimal> sum(List<DemandRows.Wanted> all) {
        Map<Quota.Key, BigDecimal> sums = new HashMap<>();
        all.forEach(one -> sums.merge(new Quota.Key(channel(one.by()), one.sku()), one.quantity(), BigDecimal::add));
        return sums;
    }

    private String channel(String by) {
        return policy.channels().asking(by).id();
    }

    /** Writes what orders of channels with quotas want, and that figures of the items are due at all locations. */
    void changed(Connection tx, Effects effects, Instant now) throws SQLException {
        if (policy.quotas().none()) {
            return;
        }
        Set<String> channels = policy.quotas().channels();
        Map<ChannelDemand.Key, BigDecimal> demand = effects.demand.changes();
        demand.keySet().removeIf(key -> !channels.contains(channel(key.connection())));
        DemandRows.add(tx, demand);
        Set<String> skus = new TreeSet<>();
        demand.keySet().forEach(key -> skus.add(key.sku()));
        effects.claims.forEach(claim -> skus.add(claim.sku()));
        List<FigureDue> due = new ArrayList<>();
        skus.stream().filter(policy.quotas()::mayBeFor).forEach(sku -> due.add(FigureDue.of(sku, now)));
        FiguresDue.add(tx, due);
    }
}
