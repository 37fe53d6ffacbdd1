package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.books.Booked;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.Ledgers;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Order;
import io.tillbridge.posting.Retelling.Told;
import io.tillbridge.stock.Movement;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The journal of a repost: a fact's entries are undone by linked ones and made anew; an order's difference is posted; counts
 * that take up what changed before them are valued by the difference. Goods keep the cost at which they were valued first.
 */
@Component
final class JournalReposting {

    /** Kinds of entries that follow from more than one fact: they are settled again and not undone. */
    private static final Set<String> SETTLED = Set.of("register.closed", PendingTenders.KIND, DepositEntries.KIND);

    private final JournalBook journal;
    private final Ledgers ledgers;
    private final JournalPosting posting;
    private final JournalGoods goods;
    private final JournalClosures closures;
    private final BlindRefunds refunds;
    private final JournalReversals reversals;

    JournalReposting(JournalBook journal, Ledgers ledgers, ReturnRules returns) {
        this.journal = journal;
        this.ledgers = ledgers;
        posting = new JournalPosting(journal, ledgers, returns);
        refunds = new BlindRefunds(returns.blind());
        goods = new JournalGoods(journal, ledgers);
        closures = new JournalClosures(journal, ledgers);
        reversals = new JournalReversals(journal, ledgers);
    }

    /**
     * Writes the entries of one unit.
     *
     * @param told what is reposted: one fact, or revisions of one order
     * @param unit all messages of the unit, revisions included that are not reposted
     * @param changed the order, when its state changes
     */
    void repost(Connection tx, List<Told> told, Set<UUID> unit, List<PostedOrder> changed, Effects effects)
            throws SQLException {
        if (ledgers.all().isEmpty()) {
            return;
        }
        List<Movement> own = new ArrayList<>();
        Map<UUID, List<Movement>> counts = new LinkedHashMap<>();
        for (Movement movement : effects.movements) {
            if (unit.contains(movement.messageId())) {
                own.add(movement);
            } else {
                counts.computeIfAbsent(movement.messageId(), id -> new ArrayList<>())
                        .add(movement);
            }
        }
        GoodsValues values = GoodsValues.of(tx, effects.movements, unit);
        List<JournalEntry> entries = new ArrayList<>();
        Told first = told.get(0);
        Work work = first.work();
        Work.Translated translated = first.translated();
        if (work != null && translated != null) {
            if (translated.event() instanceof Order) {
                order(tx, work, translated, unit, own, changed, values, effects, entries);
            } else {
                fact(tx, work, translated, own, values, effects, entries);
            }
        }
        goods.add(tx, counts, values, entries);
        List<Work> works =
                told.stream().map(Told::work).filter(Objects::nonNull).toList();
        DepositEntries.add(tx, journal, ledgers, works, effects, entries);
        if (work != null && translated != null && translated.event().type() == EventType.REGISTER_CLOSED) {
            closures.reposted(tx, work, effects);
        }
        closures.again(tx, journal.add(tx, entries), effects);
    }

    private void order(
            Connection tx,
            Work work,
            Work.Translated translated,
            Set<UUID> unit,
            List<Movement> goods,
            List<PostedOrder> changed,
            GoodsValues costsNow,
            Effects effects,
            List<JournalEntry> entries)
            throws SQLException {
        String key = String.valueOf(JournalDraft.orderKey(translated.body(), "order"));
        List<Booked> before =
                JournalPosting.ofOrder(journal.ofOrders(tx, List.of(key)).getOrDefault(key, List.of()));
        Map<String, BigDecimal> costs = Booked.costs(before);
        GoodsValues values = costsNow.with(EvenGoods.of(tx, unit, goods, costs.keySet()));
        if (changed.isEmpty()) {
            JournalDraft draft = new JournalDraft(work, translated, goods, ledgers);
            JournalPosting.add(
                    entries,
                    draft.entry(JournalPosting.NOTHING, List.of(), values, costs, Booked.next(before), effects));
        } else {
            JournalPosting.add(
                    entries, posting.order(work, translated, goods, changed.get(0), before, values, costs, effects));
        }
    }

    private void fact(
            Connection tx,
            Work work,
            Work.Translated translated,
            List<Movement> goods,
            GoodsValues values,
            Effects effects,
            List<JournalEntry> entries)
            throws SQLException {
        UUID id = work.ready.document().messageId();
        List<Booked> booked = journal.ofMessages(tx, List.of(id)).getOrDefault(id, List.of());
        List<Movement> anew =
                goods.stream().filter(movement -> movement.reverses() == null).toList();
        JournalDraft draft = new JournalDraft(work, translated, anew, ledgers);
        int generation = Booked.next(booked);
        for (Booked live : Booked.live(booked)) {
            if (!SETTLED.contains(live.kind())) {
                entries.add(reversals.of(draft.origin(), live, generation++));
            }
        }
        SoldOrders sold = SoldOrders.of(tx, journal, JournalPosting.returns(List.of(work)), List.of(id));
        Map<String, JsonNode> priced = refunds.priced(tx, List.of(work), effects);
        priced.putAll(SupplierInvoices.valued(tx, journal, List.of(work)));
        JournalPosting.add(
                entries,
                draft.entry(
                        JournalPosting.money(translated, priced, draft, sold),
                        List.of(),
                        values,
                        Booked.costs(booked),
                        generation,
                        effects));
        PendingTenders.repost(tx, work, generation + 1, ledgers, effects, entries, journal.now());
    }
}
