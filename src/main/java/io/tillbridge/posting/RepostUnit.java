package io.tillbridge.posting;

import io.tillbridge.message.HeldMessages;
import io.tillbridge.message.PostedDocument;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.posting.Retelling.Refusal;
import io.tillbridge.posting.Retelling.Told;
import io.tillbridge.reservation.StaffNotices;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockCounts;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reposts one unit, a fact or the revisions of an order, in the caller's transaction: reversal, new posting, stamp, and what
 * other systems are told. Locks messages first, then as posting does: facts, orders, items, balances, journal, lanes.
 */
@Component
final class RepostUnit {

    private final RepostCandidates candidates;
    private final RepostGathering gathering;
    private final OrderReturns returns;
    private final RepostCounts counts;
    private final StockLedger ledger;
    private final PromiseBreaks breaks;
    private final JournalReposting journal;
    private final Conflicts conflicts;
    private final Tasks tasks;
    private final RepostTelling telling;
    private final HeldMessages held;
    private final RepostRecord record;

    RepostUnit(
            RepostCandidates candidates,
            RepostGathering gathering,
            Fulfilling fulfilling,
            RepostCounts counts,
            StockLedger ledger,
            PromiseBreaks breaks,
            JournalReposting journal,
            Conflicts conflicts,
            Tasks tasks,
            RepostTelling telling,
            HeldMessages held,
            RepostRecord record) {
        this.candidates = candidates;
        this.gathering = gathering;
        this.returns = fulfilling.returns();
        this.counts = counts;
        this.ledger = ledger;
        this.breaks = breaks;
        this.journal = journal;
        this.conflicts = conflicts;
        this.tasks = tasks;
        this.telling = telling;
        this.held = held;
        this.record = record;
    }

    /** Under what and why. */
    record Target(UUID run, String subject, int version, String sha256, String by, String why) {}

    /**
     * One message to be reposted.
     *
     * @param fromSha256 of the version it was stamped with when it was looked at; null: it is looked at now
     * @param contentHash of the canonical event that it was to become; null: it is looked at now
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Item(UUID messageId, @Nullable String fromSha256, byte @Nullable [] contentHash) {}

    /**
     * What was done, once the transaction is committed.
     *
     * @param told messages that are reposted; the others have a refusal
     */
    record Done(RepostChange change, List<Told> told, Map<UUID, Refusal> refused, List<LaneSignal> due, int released) {

        static Done nothing(Map<UUID, Refusal> refused) {
            return new Done(new RepostChange(), List.of(), refused, List.of(), 0);
        }
    }

    /** Reposts what can be reposted of one unit. */
    Done repost(Connection tx, Target target, List<Item> items) throws SQLException {
        Map<UUID, Refusal> refused = new TreeMap<>();
        List<Told> told = candidates.of(tx, target, items, refused);
        if (told.isEmpty()) {
            return Done.nothing(refused);
        }
        RepostGathered gathered = new RepostGathered();
        Refusal refusal = gathering.gather(tx, told, gathered);
        if (refusal != null) {
            told.forEach(one -> refused.put(id(one.posted()), refusal));
            return Done.nothing(refused);
        }
        long first = StockCounts.open(tx);
        List<Balance> balances = post(tx, told, gathered);
        List<LaneSignal> due = telling.tell(tx, balances, gathered);
        record.write(tx, target, told, first);
        gathered.change.add(gathered.effects);
        return new Done(
                gathered.change, told, refused, due, held.release(tx, Books.appeared(gathered.effects.items.keySet())));
    }

    /** Writes what was gathered, and answers the balances that changed. */
    private List<Balance> post(Connection tx, List<Told> told, RepostGathered gathered) throws SQLException {
        Effects effects = gathered.effects;
        returns.reposted(tx, told, gathered.changed, effects);
        TransferPosting.post(tx, effects);
        NoticePosting.post(tx, effects);
        counts.keep(tx, effects, gathered.places);
        if (!"stock.counted".equals(told.get(0).posted().eventType())) {
            RepostShelfCounts.takeUp(tx, effects);
        }
        List<Balance> moved = ledger.postAnew(tx, effects.movements, effects.claims);
        TraceDoubts.raise(tx, effects);
        List<Balance> balances = breaks.settle(tx, moved, effects);
        NegativeStock.look(balances, effects);
        journal.repost(tx, told, gathered.places.keySet(), gathered.changed, effects);
        Levels.look(tx, effects);
        telling.conditions(tx, effects);
        if (!RepostGathering.ofOrder(told.get(0))) {
            RepostConflicts.settle(tx, gathered.places.keySet(), effects.conflicts, conflicts.now());
        }
        conflicts.raise(tx, effects.conflicts);
        conflicts.settle(tx, effects.settled);
        effects.notices.addAll(StaffNotices.of(tasks.open(tx, effects.tasks)));
        return balances;
    }

    static UUID id(PostedDocument posted) {
        return posted.ready().document().messageId();
    }
}
