package io.tillbridge.posting;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.canonical.PriceChanged;
import io.tillbridge.canonical.Return;
import io.tillbridge.canonical.Sale;
import io.tillbridge.canonical.SaleVoided;
import io.tillbridge.canonical.StockCounted;
import io.tillbridge.canonical.StockSnapshot;
import io.tillbridge.catalog.ItemChange;
import io.tillbridge.catalog.ItemCorrection;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.posting.Retelling.Refusal;
import io.tillbridge.posting.Retelling.Told;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveMovements;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.StockCounts;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reposts one fact that is no order. What it moved is undone and what it says now is moved; a snapshot is counted again at
 * its own place in the ledger; an item is corrected where the books still hold what the message said.
 */
@Component
final class RepostFacts {

    private static final String LOCK = "select message_id, content_hash from fact where fact_key = ? for update";

    private static final String FACT =
            "update fact set content_hash = ?, mapping = ?, mapping_version = ? where fact_key = ?";

    private static final String OBSERVED = """
            update stock_observation set quantity = ?
             where connection = ? and sku = ? and location = ? and message_id = ?
            """;

    private final StockLedger ledger;
    private final ItemCorrection items;
    private final ItemPrices prices;
    private final ItemPosting posting;
    private final Retelling retelling;
    private final RepostShelfCounts counts;
    private final FactPosting facts;

    RepostFacts(
            StockLedger ledger,
            ItemCorrection items,
            ItemPrices prices,
            ItemPosting posting,
            Retelling retelling,
            RepostShelfCounts counts,
            FactPosting facts) {
        this.counts = counts;
        this.facts = facts;
        this.prices = prices;
        this.posting = posting;
        this.ledger = ledger;
        this.items = items;
        this.retelling = retelling;
    }

    /** Gathers the effects of a fact under its new version; when it answers a refusal, nothing was written. */
    @Nullable
    Refusal gather(Connection tx, Told told, Effects effects, Map<UUID, RepostPlace> places) throws SQLException {
        Work.Translated translated = Objects.requireNonNull(told.translated());
        Work work = Objects.requireNonNull(told.work());
        UUID id = work.ready.document().messageId();
        Fact fact = lock(tx, translated.factKey());
        if (fact == null || !id.equals(fact.messageId())) {
            return new Refusal("not_the_fact", "another message posted fact " + translated.factKey());
        }
        if (translated.event() instanceof SaleVoided || SaleVoids.voided(tx, translated)) {
            return new Refusal("voided", "what a void took back stays as it was: the sale amounts to nothing");
        }
        if (translated.event() instanceof Return && ReturnRecord.decided(tx, id)) {
            return new Refusal("decided", "people decided where its goods went; correct what is left by a document");
        }
        if (translated.event() instanceof Sale && TenderRows.forgotten(tx, id)) {
            return new Refusal(
                    "tender_forgotten",
                    "a pending tender of it was settled longer ago than tillbridge.retention.tasks; correct it by a document");
        }
        if (told.sameVersion() && Arrays.equals(fact.contentHash(), translated.contentHash())) {
            return Retelling.alreadySo(told);
        }
        List<LedgerEntry> entries = LiveMovements.of(tx, List.of(id)).getOrDefault(id, List.of());
        places.put(id, RepostPlace.of(told.posted(), entries));
        effects.reposted.add(id);
        Refusal refusal = null;
        if (translated.event() instanceof StockSnapshot snapshot) {
            refusal = count(tx, id, snapshot, entries, effects, places);
        } else if (translated.event() instanceof StockCounted counted) {
            counts.count(tx, work, counted, entries, effects);
        } else if (translated.event() instanceof ItemUpserted item) {
            refusal = item(tx, told, item, effects);
            if (refusal == null) {
                effects.items.put(item, id);
            }
        } else if (translated.event() instanceof PriceChanged) {
            prices.withdraw(tx, id);
            facts.gather(work, translated, effects);
            posting.prices(tx, effects);
        } else {
            List<LedgerEntry> live = LiveMovements.live(entries);
            live.forEach(entry -> effects.move(Movement.reversing(entry)));
            effects.bundles.again(
                    tx, translated, live.stream().map(LedgerEntry::sku).collect(Collectors.toSet()));
            facts.gather(work, translated, effects);
        }
        if (refusal == null) {
            write(tx, translated);
        }
        return refusal;
    }

    private @Nullable Refusal count(
            Connection tx,
            UUID id,
            StockSnapshot snapshot,
            List<LedgerEntry> entries,
            Effects effects,
            Map<UUID, RepostPlace> places)
            throws SQLException {
        StockKey key = new StockKey(snapshot.sku(), snapshot.location());
        ledger.lock(tx, new TreeSet<>(List.of(key)));
        StockCounts.Count count = StockCounts.of(tx, id, key);
        if (count != null && count.quantity() == null) {
            return new Refusal("count_not_kept", "it was posted before counts were kept; count the item again instead");
        }
        if (count != null) {
            BigDecimal more = snapshot.quantity().subtract(count.quantity());
            RepostCounts.recount(effects, count, entries, more);
            StockCounts.correct(tx, count, snapshot.quantity());
            places.put(id, new RepostPlace(count.closed(), count.postedAt()));
        }
        try (PreparedStatement statement = tx.prepareStatement(OBSERVED)) {
            statement.setBigDecimal(1, snapshot.quantity());
            statement.setString(2, snapshot.system());
            statement.setString(3, snapshot.sku());
            statement.setString(4, snapshot.location());
            statement.setObject(5, id);
            if (statement.executeUpdate() > 0 && count == null) {
                effects.levels.add(
                        new LevelSeen(snapshot.system(), key, snapshot.quantity(), snapshot.observedAt(), id));
            }
        }
        return null;
    }

    private @Nullable Refusal item(Connection tx, Told told, ItemUpserted after, Effects effects) throws SQLException {
        Told before = retelling.asStamped(tx, told.posted());
        if (before.translated() == null || !(before.translated().event() instanceof ItemUpserted said)) {
            return new Refusal(
                    "before_unknown",
                    "it cannot be translated as it was any more, to see what it said: " + before.doubt());
        }
        ItemCorrection.Outcome outcome = items.correct(tx, said, after);
        if (outcome instanceof ItemCorrection.Outcome.Doubt doubt) {
            return new Refusal(doubt.code(), doubt.detail());
        }
        ItemChange change = ((ItemCorrection.Outcome.Corrected) outcome).change();
        if (change != null) {
            effects.changedItems.add(new ItemPosting.Changed(
                    change, Objects.requireNonNull(told.work()).ready.document().messageId()));
        }
        return null;
    }

    /** Who posted a fact, and the hash of what it said. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Fact(UUID messageId, byte[] contentHash) {}

    private static @Nullable Fact lock(Connection tx, String factKey) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setString(1, factKey);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new Fact(rows.getObject(1, UUID.class), rows.getBytes(2)) : null;
            }
        }
    }

    /** Writes what a fact says now. */
    static void write(Connection tx, Work.Translated translated) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FACT)) {
            statement.setBytes(1, translated.contentHash());
            statement.setString(2, translated.mapping().subject());
            statement.setInt(3, translated.mapping().version());
            statement.setString(4, translated.factKey());
            statement.executeUpdate();
        }
    }
}
