package io.tillbridge.posting;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.NoticesTold;
import io.tillbridge.reservation.StaffNotices;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockCounts;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Posts the translated documents of a batch to the books and says what follows for the destinations. */
@Component
final class Books {

    private final FactPosting facts;
    private final OrderPosting orders;
    private final SnapshotPosting snapshots;
    private final ItemPosting items;
    private final ReservationPosting reservations;
    private final CountPosting counting;
    private final StockLedger ledger;
    private final JournalPosting journal;
    private final Conflicts conflicts;
    private final PromiseBreaks breaks;
    private final Tasks tasks;
    private final Lanes lanes;
    private final NoticesTold notices;
    private final FulfilmentRules rules;
    private final Echoes echoes;
    private final Fulfilling fulfilling;

    Books(
            FactPosting facts,
            OrderPosting orders,
            SnapshotPosting snapshots,
            ItemPosting items,
            ReservationPosting reservations,
            CountPosting counting,
            StockLedger ledger,
            JournalPosting journal,
            Conflicts conflicts,
            PromiseBreaks breaks,
            Tasks tasks,
            Lanes lanes,
            NoticesTold notices,
            FulfilmentRules rules,
            Echoes echoes,
            Fulfilling fulfilling) {
        this.facts = facts;
        this.orders = orders;
        this.snapshots = snapshots;
        this.items = items;
        this.reservations = reservations;
        this.counting = counting;
        this.ledger = ledger;
        this.journal = journal;
        this.conflicts = conflicts;
        this.breaks = breaks;
        this.tasks = tasks;
        this.lanes = lanes;
        this.notices = notices;
        this.rules = rules;
        this.echoes = echoes;
        this.fulfilling = fulfilling;
    }

    /**
     * What follows from a posting.
     *
     * @param desired what destinations should hold next
     * @param appeared what messages may have waited for and is here now
     */
    record Consequences(List<DesiredState> desired, List<HoldKey> appeared) {}

    /**
     * Gives every open work a verdict. Locks in the order that the architecture page says, as every transaction does.
     */
    Consequences post(Connection transaction, List<Work> works) throws SQLException {
        Effects effects = new Effects();
        OrderTies.again(transaction, works);
        UnknownOrders.meet(transaction, works);
        List<Work> fresh = echoes.without(transaction, facts.post(transaction, works, effects), effects);
        List<PostedOrder> changed = orders.post(transaction, works, effects);
        items.post(transaction, effects);
        TransferPosting.post(transaction, effects);
        NoticePosting.post(transaction, effects);
        ReservationPosting.Opened asked = reservations.open(transaction, fresh, changed, effects);
        changed = orders.takeOver(transaction, changed, asked, effects);
        ToldFacts told = ToldFacts.of(transaction, works, changed, effects);
        changed = fulfilling.returns().release(transaction, told, changed, effects);
        PickupsReady.tell(transaction, works, changed, rules, conflicts.now(), effects);
        List<StockCounts.Count> counts = snapshots.post(transaction, fresh, effects);
        fulfilling.returns().post(transaction, works, told, effects);
        SourcingPosting.Opened unplaced = fulfilling.sourcing().open(transaction, changed, effects);
        reservations.decide(transaction, asked, effects);
        counting.lock(transaction, effects);
        fulfilling.sourcing().decide(transaction, unplaced, effects);
        List<Balance> balances =
                counting.post(transaction, effects, ledger.post(transaction, effects.movements, effects.claims));
        PickupsReady.mark(transaction, effects);
        TraceDoubts.raise(transaction, effects);
        balances = breaks.settle(transaction, balances, effects);
        StockCounts.record(transaction, counts);
        NegativeStock.look(balances, effects);
        journal.post(transaction, works, changed, effects);
        ReceiptPosting.post(transaction, fresh, conflicts.now(), effects);
        Levels.look(transaction, effects);
        lanes.conditions(transaction, effects);
        conflicts.raise(transaction, effects.conflicts);
        conflicts.settle(transaction, effects.settled);
        effects.notices.addAll(StaffNotices.of(tasks.open(transaction, effects.tasks)));
        Confirmed.write(transaction, works);
        List<DesiredState> desired =
                new ArrayList<>(lanes.availability(transaction, balances, effects, Reported.of(works, effects)));
        desired.addAll(notices.of(transaction, effects.notices));
        desired.addAll(lanes.orderStatus(changed));
        desired.addAll(fulfilling.requests().post(transaction, changed));
        desired.addAll(lanes.items(transaction, effects.changedItems));
        List<HoldKey> appeared = new ArrayList<>(appeared(effects.items.keySet()));
        appeared.addAll(OrderTies.appeared(transaction, changed));
        return new Consequences(desired, appeared);
    }

    static List<HoldKey> appeared(Collection<ItemUpserted> items) {
        List<HoldKey> keys = new ArrayList<>();
        for (ItemUpserted item : items) {
            keys.add(HoldKey.sku(item.sku()));
            item.references().forEach(id -> keys.add(HoldKey.crossReference(item.system(), id.kind(), id.remoteId())));
        }
        return keys;
    }
}
