package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.catalog.ItemPrices.Tier;
import io.tillbridge.catalog.PricesTold;
import io.tillbridge.catalog.PricesTold.Due;
import io.tillbridge.catalog.PricesTold.Told;
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
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells destinations a price when it begins, and the one that counts again when it ends or is taken back; not what they hold
 * already, so that a shop that says as a price of its own what it was told just now starts no circle. What is told and that
 * it was told are one transaction: a crash before its commit leaves the price due, one after it leaves nothing to do. Nodes
 * share the work by skipping rows that another one holds.
 */
@Component
final class PriceStart {

    private static final Logger LOG = LoggerFactory.getLogger(PriceStart.class);
    private static final int AT_ONCE = 500;

    private final DataSource database;
    private final ItemPrices prices;
    private final PricesTold told = new PricesTold();
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

    private record Written(int due, List<LaneSignal> lanes) {}

    /** Tells what is due and returns how many prices that were. */
    int tell() throws SQLException {
        Written written = Transactions.in(database, this::tell);
        signals.signal(written.lanes());
        return written.due();
    }

    private Written tell(Connection tx) throws SQLException {
        Instant now = clock.instant();
        List<Due> due = told.due(tx, now, AT_ONCE);
        if (due.isEmpty()) {
            return new Written(0, List.of());
        }
        Map<ItemPrices.Key, Optional<Instant>> over = new TreeMap<>(Comparator.comparing(ItemPrices.Key::sku)
                .thenComparing(ItemPrices.Key::list)
                .thenComparing(ItemPrices.Key::store));
        due.forEach(one -> over.merge(one.key(), Optional.ofNullable(one.ended()), PriceStart::later));
        Map<ItemPrices.Key, Tier> counts = prices.inEffect(tx, over.keySet(), now);
        Map<ItemPrices.Key, Told> last = told.last(tx, over.keySet());
        List<Told> news = new ArrayList<>();
        over.forEach((key, ended) -> {
            Told one = PricesTold.news(counts.get(key), last.get(key), ended.orElse(null), now);
            if (one != null) {
                news.add(one);
            }
        });
        told.mark(tx, due, news, now);
        List<DesiredState> states = states(tx, news);
        return new Written(due.size(), states.isEmpty() ? List.of() : outbox.write(tx, states));
    }

    private List<DesiredState> states(Connection tx, List<Told> news) throws SQLException {
        List<DesiredState> states = new ArrayList<>();
        if (news.isEmpty()) {
            return states;
        }
        Map<String, Integer> events = new TreeMap<>();
        news.forEach(one -> events.merge(one.key().sku(), 1, Integer::sum));
        Map<String, Long> next = prices.next(tx, events);
        for (Told one : news) {
            long sequence = Objects.requireNonNull(next.merge(one.key().sku(), 1L, Long::sum)) - 1;
            states.addAll(lanes.of(
                    EventType.PRICE,
                    ItemDocuments.price(one, sequence),
                    sequence,
                    one.ended() ? Objects.requireNonNull(one.effectiveTo()) : one.effectiveFrom(),
                    one.messageId()));
        }
        return states;
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
    }
}
