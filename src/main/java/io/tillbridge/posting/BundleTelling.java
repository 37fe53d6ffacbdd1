package io.tillbridge.posting;

import io.tillbridge.catalog.ItemComponents;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bundle;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells destinations what may be sold of bundles. Takes what is due, locks the balances of the bundles and of all their
 * components at once in key order, then lanes: what a crash leaves is due still.
 */
@Component
final class BundleTelling {

    private static final Logger LOG = LoggerFactory.getLogger(BundleTelling.class);
    private static final int AT_ONCE = 200;

    /** Stands for the message that such a telling has none of. */
    private static final UUID CAUSE = UUID.nameUUIDFromBytes("bundle".getBytes(StandardCharsets.UTF_8));

    private final DataSource database;
    private final StockLedger ledger;
    private final Lanes lanes;
    private final Outbox outbox;
    private final LaneSignals signals;
    private final Clock clock;

    BundleTelling(
            DataSource database, StockLedger ledger, Lanes lanes, Outbox outbox, LaneSignals signals, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.lanes = lanes;
        this.outbox = outbox;
        this.signals = signals;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tillbridge.availability.look-every:1s}")
    void look() {
        try {
            tellDue();
        } catch (SQLException e) {
            LOG.debug("bundles are looked at again when the database is back", e);
        }
    }

    /** Tells all that is due. */
    void tellDue() throws SQLException {
        Told told;
        do {
            told = Transactions.in(database, this::tell);
            signals.signal(told.lanes());
        } while (told.bundles() > 0);
    }

    private record Told(int bundles, List<LaneSignal> lanes) {}

    private Told tell(Connection tx) throws SQLException {
        lanes.bundles().look(tx);
        Set<StockKey> due = BundlesDue.take(tx, AT_ONCE);
        if (due.isEmpty()) {
            return new Told(0, List.of());
        }
        Map<String, Map<String, BigDecimal>> components =
                ItemComponents.of(tx, due.stream().map(StockKey::sku).collect(Collectors.toSet()));
        TreeSet<StockKey> keys = new TreeSet<>(due);
        for (StockKey bundle : due) {
            components
                    .getOrDefault(bundle.sku(), Map.of())
                    .keySet()
                    .forEach(sku -> keys.add(new StockKey(sku, bundle.location())));
        }
        Map<StockKey, Balance> balances = new HashMap<>();
        for (Balance balance : ledger.locked(tx, keys)) {
            balances.put(new StockKey(balance.sku(), balance.location()), balance);
        }
        List<BundleFigures.Bundled> bundles = new ArrayList<>();
        for (StockKey key : due) {
            Bundle bundle = new Bundle(key.sku(), components.getOrDefault(key.sku(), Map.of()));
            Map<String, Balance> parts = bundle.components().keySet().stream()
                    .collect(Collectors.toMap(sku -> sku, sku -> at(balances, sku, key.location())));
            bundles.add(new BundleFigures.Bundled(
                    bundle, at(balances, key.sku(), key.location()).next(), parts));
        }
        List<DesiredState> states =
                LaneLevels.changed(tx, lanes.bundled(tx, bundles, new Effects.Cause(clock.instant(), CAUSE)));
        ledger.next(tx, FigureTelling.keys(states));
        return new Told(due.size(), states.isEmpty() ? List.of() : outbox.write(tx, states));
    }

    private static Balance at(Map<StockKey, Balance> balances, String sku, String location) {
        Balance balance = balances.get(new StockKey(sku, location));
        if (balance == null) {
            throw new IllegalStateException("balance of " + sku + " at " + location + " was locked and is not there");
        }
        return balance;
    }
}
