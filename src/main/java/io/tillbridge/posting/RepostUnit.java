package io.tillbridge.posting;

import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.message.PostedDocument;
import io.tillbridge.message.PostedDocuments;
import io.tillbridge.message.Stamp;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.posting.Retelling.Refusal;
import io.tillbridge.posting.Retelling.Told;
import io.tillbridge.reservation.NoticesTold;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockCounts;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final PostedDocuments posted;
    private final Retelling retelling;
    private final References references;
    private final RepostOrders orders;
    private final RepostFacts facts;
    private final RepostCounts counts;
    private final StockLedger ledger;
    private final JournalReposting journal;
    private final Conflicts conflicts;
    private final PromiseBreaks breaks;
    private final Tasks tasks;
    private final Lanes lanes;
    private final NoticesTold notices;
    private final Outbox outbox;
    private final HeldMessages held;
    private final RepostRecord record;
    private final Fulfilling fulfilling;

    RepostUnit(
            PostedDocuments posted,
            Retelling retelling,
            References references,
            RepostOrders orders,
            RepostFacts facts,
            RepostCounts counts,
            StockLedger ledger,
            JournalReposting journal,
            Conflicts conflicts,
            PromiseBreaks breaks,
            Tasks tasks,
            Lanes lanes,
            NoticesTold notices,
            Outbox outbox,
            HeldMessages held,
            RepostRecord record,
            Fulfilling fulfilling) {
        this.fulfilling = fulfilling;
        this.posted = posted;
        this.retelling = retelling;
        this.references = references;
        this.orders = orders;
        this.facts = facts;
        this.counts = counts;
        this.ledger = ledger;
        this.journal = journal;
        this.conflicts = conflicts;
        this.breaks = breaks;
        this.tasks = tasks;
        this.lanes = lanes;
        this.notices = notices;
        this.outbox = outbox;
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
        List<Told> told = told(tx, target, items, refused);
        if (told.isEmpty()) {
            return Done.nothing(refused);
        }
        RepostChange change = new RepostChange();
        Effects effects = new Effects();
        Map<UUID, RepostPlace> places = new HashMap<>();
        List<PostedOrder> changed = new ArrayList<>();
        Refusal refusal = ofOrder(told.get(0))
                ? orders(tx, told, effects, places, changed, change)
                : fact(tx, told.get(0), effects, places, change);
        if (refusal != null) {
            told.forEach(one -> refused.put(id(one.posted()), refusal));
            return Done.nothing(refused);
        }
        fulfilling.returns().reposted(tx, told, changed, effects);
        TransferPosting.post(tx, effects);
        NoticePosting.post(tx, effects);
        counts.keep(tx, effects, places);
        if (!"stock.counted".equals(told.get(0).posted().eventType())) {
            RepostShelfCounts.takeUp(tx, effects);
        }
        long first = StockCounts.open(tx);
        List<Balance> balances = breaks.settle(tx, ledger.postAnew(tx, effects.movements, effects.claims), effects);
        NegativeStock.look(balances, effects);
        journal.repost(tx, told, places.keySet(), changed, effects);
        Levels.look(tx, effects);
        if (!ofOrder(told.get(0))) {
            RepostConflicts.settle(tx, places.keySet(), effects.conflicts, conflicts.now());
        }
        conflicts.raise(tx, effects.conflicts);
        conflicts.settle(tx, effects.settled);
        tasks.open(tx, effects.tasks);
        List<DesiredState> desired =
                new ArrayList<>(lanes.availability(tx, balances, effects, Reported.of(List.of(), effects)));
        desired.addAll(notices.of(effects.notices));
        desired.addAll(lanes.orderStatus(changed));
        desired.addAll(fulfilling.requests().post(tx, changed));
        desired.addAll(lanes.items(tx, effects.changedItems));
        List<LaneSignal> due = outbox.write(tx, desired);
        record.write(tx, target, told, first);
        change.add(effects);
        return new Done(change, told, refused, due, held.release(tx, Books.appeared(effects.items.keySet())));
    }

    private List<Told> told(Connection tx, Target target, List<Item> items, Map<UUID, Refusal> refused)
            throws SQLException {
        Map<UUID, PostedDocument> found = new HashMap<>();
        posted.lock(tx, items.stream().map(Item::messageId).toList()).forEach(one -> found.put(id(one), one));
        List<Told> told = new ArrayList<>();
        for (Item item : items) {
            PostedDocument document = found.get(item.messageId());
            Refusal refusal = refusal(document, item, target);
            if (document != null && refusal == null) {
                Told one = retelling.under(document, target.subject(), target.version());
                refusal = one.refusal() == null ? moved(one, item, target) : one.refusal();
                told.add(one);
            }
            if (refusal != null) {
                refused.put(item.messageId(), refusal);
            }
        }
        told.removeIf(one -> refused.containsKey(id(one.posted())));
        references.requireItems(
                tx, told.stream().map(Told::work).filter(Objects::nonNull).toList());
        for (Told one : told) {
            if (one.work() != null && one.work().verdict != null) {
                refused.put(id(one.posted()), Retelling.refusal(one.work()));
            }
        }
        told.removeIf(one -> refused.containsKey(id(one.posted())));
        return told;
    }

    private static @Nullable Refusal refusal(@Nullable PostedDocument document, Item item, Target target) {
        if (document == null) {
            return new Refusal("unknown_message", "there is no message " + item.messageId() + " with its document");
        }
        Stamp stamp = document.ready().stamp();
        boolean revision = "order".equals(document.eventType())
                && List.of("stale", "repeat").contains(String.valueOf(document.reason()));
        if (stamp == null || document.factKey() == null || !(document.state().equals("posted") || revision)) {
            return new Refusal(
                    "not_posted", "it is " + document.state() + " and posted nothing that could be reposted");
        }
        if (item.fromSha256() != null && !item.fromSha256().equals(stamp.sha256())) {
            return new Refusal(
                    "changed_since_preview", "it is stamped V" + stamp.version() + " now; look at a new preview");
        }
        if (!stamp.mapping().equals(target.subject())) {
            return new Refusal("another_mapping", "mapping " + stamp.mapping() + " translated it");
        }
        return null;
    }

    /** The version or what it makes of the document is not what was looked at, or is what the books hold. */
    private static @Nullable Refusal moved(Told told, Item item, Target target) {
        Work.Translated translated = told.translated();
        boolean other = translated == null
                || !translated.mapping().sha256().equals(target.sha256())
                || (item.contentHash() != null && !Arrays.equals(item.contentHash(), translated.contentHash()));
        if (other) {
            return new Refusal(
                    "changed_since_preview",
                    "the version, or a value map it reads, gives another result now; look at a new preview");
        }
        return told.sameSet() ? Retelling.alreadySo(told) : null;
    }

    private @Nullable Refusal orders(
            Connection tx,
            List<Told> told,
            Effects effects,
            Map<UUID, RepostPlace> places,
            List<PostedOrder> changed,
            RepostChange change)
            throws SQLException {
        RepostOrders.Outcome outcome = orders.gather(tx, told, effects, places);
        RepostOrders.Settled settled = outcome.settled();
        if (settled != null) {
            change.order(settled.before().state(), settled.after().state());
            OrderDoubts.settle(settled.before(), settled.after(), effects);
            if (told.get(0).translated() != null
                    && !"order".equals(told.get(0).posted().eventType())) {
                RepostFacts.write(tx, told.get(0).translated());
                told.replaceAll(one -> asOrder(one, settled));
            }
            if (settled.changed() != null) {
                changed.add(settled.changed());
            }
        }
        return outcome.refusal();
    }

    /** Whether it is a revision of an order or tells of an order's goods. */
    private static boolean ofOrder(Told told) {
        CanonicalEvent event =
                told.translated() == null ? null : told.translated().event();
        return event instanceof Order || OrderTies.goods(event) != null;
    }

    private static Told asOrder(Told told, RepostOrders.Settled settled) {
        return told.translated() == null
                ? told
                : new Told(
                        told.posted(),
                        told.work(),
                        JournalPosting.asOrder(
                                told.translated(), settled.after().state()),
                        told.refusal());
    }

    private @Nullable Refusal fact(
            Connection tx, Told told, Effects effects, Map<UUID, RepostPlace> places, RepostChange change)
            throws SQLException {
        Refusal refusal = untied(tx, told);
        if (refusal == null) {
            refusal = facts.gather(tx, told, effects, places);
        }
        if (refusal == null && told.translated() != null) {
            Told before = retelling.asStamped(tx, told.posted());
            if (before.translated() == null) {
                change.moneyUnknown(told.translated().body());
            } else {
                change.money(before.translated().body(), told.translated().body());
            }
        }
        return refusal;
    }

    /** What told of an order's goods and names no order any more cannot be taken from it here. */
    private @Nullable Refusal untied(Connection tx, Told told) throws SQLException {
        if (told.translated() == null || !(told.translated().event() instanceof FulfilmentStep)) {
            return null;
        }
        Told before = retelling.asStamped(tx, told.posted());
        boolean tied = before.translated() == null
                || OrderTies.goods(before.translated().event()) != null;
        return tied ? new Refusal("another_order", "it was posted of an order and names none now") : null;
    }

    static UUID id(PostedDocument posted) {
        return posted.ready().document().messageId();
    }
}
