package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.books.Booked;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledgers;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderState;
import io.tillbridge.stock.Movement;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the journal entries of a batch, in its transaction: one for each fact with money or goods of value, one for each order
 * that changed, the difference to what is posted of it. A batch without money asks the database nothing.
 */
@Component
final class JournalPosting {

    /** What has no money in it. */
    static final Drawn.Lines NOTHING = new Drawn.Lines("", List.of());

    private final JournalBook journal;
    private final Ledgers ledgers;
    private final JournalClosures closures;
    private final JournalGoods goods;
    private final BlindRefunds refunds;
    private final JournalReversals reversals;

    JournalPosting(JournalBook journal, Ledgers ledgers, ReturnRules returns) {
        this.journal = journal;
        refunds = new BlindRefunds(returns.blind());
        this.ledgers = ledgers;
        closures = new JournalClosures(journal, ledgers);
        goods = new JournalGoods(journal, ledgers);
        reversals = new JournalReversals(journal, ledgers);
    }

    /** Writes the entries of what is posted. Conflicts are added to the effects. */
    void post(Connection transaction, List<Work> works, List<PostedOrder> changed, Effects effects)
            throws SQLException {
        if (ledgers.all().isEmpty()) {
            return;
        }
        Map<UUID, List<Movement>> movements = new HashMap<>();
        for (Movement movement : effects.movements) {
            movements
                    .computeIfAbsent(movement.messageId(), id -> new ArrayList<>())
                    .add(movement);
        }
        MoneyWorks told = MoneyWorks.of(works, movements.keySet());
        Map<UUID, List<Movement>> others = JournalGoods.ofOthers(works, effects.movements);
        if (told.isEmpty() && changed.isEmpty() && others.isEmpty()) {
            return;
        }
        GoodsValues values = GoodsValues.of(transaction, effects.movements);
        List<JournalEntry> entries = new ArrayList<>();
        reversals.voids(transaction, told.voids(), effects.voids, entries);
        facts(transaction, told.facts(), movements, values, effects, entries);
        PendingTenders.post(
                transaction, told.facts(), told.voids(), told.gone(), ledgers, effects, entries, journal.now());
        orders(transaction, ToldOrder.of(works, movements, changed), values, effects, entries);
        DepositEntries.add(transaction, journal, ledgers, works, effects, entries);
        goods.add(transaction, others, values, entries);
        closures.lock(transaction, told.closed(), entries);
        closures.again(transaction, journal.add(transaction, entries), effects);
        closures.post(transaction, told.closed(), effects);
    }

    private void facts(
            Connection transaction,
            List<Work> facts,
            Map<UUID, List<Movement>> movements,
            GoodsValues values,
            Effects effects,
            List<JournalEntry> entries)
            throws SQLException {
        SoldOrders sold = SoldOrders.of(transaction, journal, returns(facts), List.of());
        refunds.learn(transaction, facts, ledgers);
        Map<String, JsonNode> priced = refunds.priced(transaction, facts, effects);
        priced.putAll(SupplierInvoices.valued(transaction, journal, facts));
        for (Work work : facts) {
            Work.Translated translated = work.translated;
            if (translated != null) {
                JournalDraft draft =
                        new JournalDraft(work, translated, movements.getOrDefault(id(work), List.of()), ledgers);
                Drawn money = money(translated, priced, draft, sold);
                add(entries, draft.entry(money, List.of(), values, Map.of(), 0, effects));
            }
        }
    }

    /** The money of a fact by the rules of its ledger. */
    static Drawn money(Work.Translated translated, Map<String, JsonNode> priced, JournalDraft draft, SoldOrders sold) {
        JsonNode body = priced.getOrDefault(translated.factKey(), translated.body());
        EventType type = translated.event().type();
        return draft.ledger == null
                ? NOTHING
                : Bookkeeping.fact(type, body, type == EventType.RETURN ? sold.of(body) : null, draft.ledger);
    }

    static List<JsonNode> returns(List<Work> works) {
        List<JsonNode> returns = new ArrayList<>();
        for (Work work : works) {
            if (work.translated != null && work.translated.event().type() == EventType.RETURN) {
                returns.add(work.translated.body());
            }
        }
        return returns;
    }

    /** A fact of an order's goods as the revision that it stands for; revisions are that already. */
    static Work.Translated asOrder(Work.Translated told, OrderState standing) {
        return told.event() instanceof Order
                ? told
                : new Work.Translated(
                        told.mapping(),
                        standing.document(),
                        standing.json(),
                        told.contentHash(),
                        standing.order().at(told.event().occurredAt()),
                        told.factKey());
    }

    private void orders(
            Connection transaction,
            List<ToldOrder> told,
            GoodsValues values,
            Effects effects,
            List<JournalEntry> entries)
            throws SQLException {
        TreeSet<String> known = new TreeSet<>();
        for (ToldOrder one : told) {
            if (one.order().sequence() != OrderBook.FIRST) {
                known.add(key(one.order()));
            }
        }
        Map<String, List<Booked>> booked = journal.ofOrders(transaction, known);
        for (ToldOrder one : told) {
            List<Booked> before = ofOrder(booked.getOrDefault(key(one.order()), List.of()));
            add(
                    entries,
                    order(
                            one.work(),
                            one.translated(),
                            one.movements(),
                            one.order(),
                            before,
                            values,
                            Map.of(),
                            effects));
        }
    }

    /** The difference between what an order amounts to and what of it is posted. */
    @Nullable
    JournalEntry order(
            Work work,
            Work.Translated translated,
            List<Movement> goods,
            PostedOrder order,
            List<Booked> before,
            GoodsValues values,
            Map<String, BigDecimal> costs,
            Effects effects) {
        JournalDraft draft = new JournalDraft(work, translated, goods, ledgers);
        if (draft.ledger == null) {
            return null;
        }
        Drawn position = Bookkeeping.order(order.state().document(), draft.ledger);
        List<JournalLine> posted = Booked.money(before);
        if (order.before() != null && Bookkeeping.difference(List.of(), posted).isEmpty()) {
            settle(Bookkeeping.order(order.before().document(), draft.ledger), position, draft, effects);
        }
        return draft.entry(position, posted, values, costs, Booked.next(before), effects);
    }

    /** An order whose money could not be taken is over when it can, or cannot for another reason. */
    private static void settle(Drawn before, Drawn now, JournalDraft draft, Effects effects) {
        if (before instanceof Drawn.Refused was
                && !(now instanceof Drawn.Refused is && is.code().equals(was.code()))) {
            effects.settled.add(new Conflicts.Settled(was.code(), draft.subject()));
        }
    }

    /** Those of the order itself, without its returns. */
    static List<Booked> ofOrder(List<Booked> entries) {
        return entries.stream().filter(entry -> entry.kind().equals("order")).toList();
    }

    static String key(PostedOrder order) {
        return order.state().key().system() + "|" + order.state().key().id();
    }

    static void add(List<JournalEntry> entries, @Nullable JournalEntry entry) {
        if (entry != null) {
            entries.add(entry);
        }
    }

    private static UUID id(Work work) {
        return work.ready.document().messageId();
    }
}
