package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.catalog.ItemPrices.Due;
import io.tillbridge.catalog.ItemPrices.Tier;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells destinations a price when it begins, and the one that counts again when it ends. What is told and that it was told
 * are one transaction: a crash before its commit leaves the price due, one after it leaves nothing to do. Nodes share the
 * work by skipping rows that another one holds.
 */
@Component
final class PriceStart {

    private static final Logger LOG = LoggerFactory.getLogger(PriceStart.class);
    private static final int AT_ONCE = 500;

    private final DataSource database;
    private final ItemPrices prices;
    private final Lanes lanes;
    private final Outbox outbox;
    private final LaneSignals signals;
    private final Clock clock;

    PriceStart(DataSource database, ItemPrices prices, Lanes lanes, Outbox outbox, LaneSignals signals, Clock clock) {
        this.database = database;
        this.prices = prices;
        this.lanes = lanes;
        this.outbox = outbox;
        this.signals = signals;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tillbridge.posting.release-every:5s}")
    void look() {
        try {
            while (tell() == AT_ONCE) {
                LOG.debug("prices.begun count={}", AT_ONCE);
            }
        } catch (SQLException e) {
            LOG.debug("prices are looked at again when the database is back", e);
        }
    }

    private record Told(int due, List<LaneSignal> lanes) {}

    /** Tells what is due and returns how many prices that were. */
    int tell() throws SQLException {
        Told told = Transactions.in(database, this::tell);
        signals.signal(told.lanes());
        return told.due();
    }

    private Told tell(Connection tx) throws SQLException {
        Instant now = clock.instant();
        List<Due> due = prices.due(tx, now, AT_ONCE);
        if (due.isEmpty()) {
            return new Told(0, List.of());
        }
        Map<ItemPrices.Key, Tier> counts =
                prices.inEffect(tx, due.stream().map(Due::key).distinct().toList(), now);
        Map<ItemPrices.Key, Instant> begins = new TreeMap<>(Comparator.comparing(ItemPrices.Key::sku)
                .thenComparing(ItemPrices.Key::list)
                .thenComparing(ItemPrices.Key::store));
        for (Due one : due) {
            Tier tier = counts.get(one.key());
            if (tier == null) {
                continue; // ended, and nothing counts instead
            }
            if (one.ended() != null) {
                begins.merge(one.key(), later(one.ended(), tier.effectiveFrom()), PriceStart::later);
            } else if (tier.id() == one.id()) {
                begins.merge(one.key(), tier.effectiveFrom(), PriceStart::later);
            }
        }
        Map<String, Integer> events = new TreeMap<>();
        begins.keySet().forEach(key -> events.merge(key.sku(), 1, Integer::sum));
        Map<String, Long> next = prices.next(tx, events);
        List<DesiredState> states = new ArrayList<>();
        for (Map.Entry<ItemPrices.Key, Instant> begin : begins.entrySet()) {
            Tier tier = Objects.requireNonNull(counts.get(begin.getKey()));
            long sequence = Objects.requireNonNull(next.merge(begin.getKey().sku(), 1L, Long::sum)) - 1;
            states.addAll(lanes.of(
                    EventType.PRICE,
                    ItemDocuments.price(tier, begin.getValue(), sequence),
                    sequence,
                    begin.getValue(),
                    tier.messageId()));
        }
        prices.mark(tx, due, now);
        return new Told(due.size(), states.isEmpty() ? List.of() : outbox.write(tx, states));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
