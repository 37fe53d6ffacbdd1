package io.tillbridge.posting;

import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.message.PostedDocument;
import io.tillbridge.message.PostedDocuments;
import io.tillbridge.orders.Recorded;
import io.tillbridge.posting.Retelling.Refusal;
import io.tillbridge.posting.Retelling.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that arrived of one order, in the order of posting: what is reposted as it reads now, the others as they are stamped. */
final class RepostArrivals {

    private static final Comparator<PostedDocument> BY_POSTING = Comparator.comparing(
                    (PostedDocument one) -> one.settledAt() == null ? Instant.EPOCH : one.settledAt())
            .thenComparing(RepostUnit::id, RepostArrivals::bytes);

    final List<PostedDocument> documents = new ArrayList<>();
    /** What no document told. */
    final List<OrderArrival> ofCarts = new ArrayList<>();

    /** What people told over the desk, by time. */
    final List<GoodsFact> ofDesk = new ArrayList<>();

    final List<OrderArrival> arrivals = new ArrayList<>();

    @Nullable
    Refusal refusal;

    private RepostArrivals() {}

    /**
     * Reads and translates them.
     *
     * @param beginning of the fact keys of the order's revisions
     * @param anew what is reposted, by message
     */
    static RepostArrivals of(
            Connection tx,
            PostedDocuments posted,
            Retelling retelling,
            String beginning,
            Recorded recorded,
            Map<UUID, Told> anew)
            throws SQLException {
        RepostArrivals all = new RepostArrivals();
        all.documents.addAll(posted.revisions(tx, beginning));
        List<GoodsFact> facts = new ArrayList<>();
        for (GoodsFact fact : OrderGoods.read(recorded.fulfilments()).facts()) {
            if (CartGoods.is(fact)) {
                all.ofCarts.add(new OrderArrival.Goods(fact));
            } else if (DeskGoods.is(fact)) {
                all.ofDesk.add(fact);
            } else {
                facts.add(fact);
            }
        }
        Map<UUID, PostedDocument> found = new HashMap<>();
        if (!facts.isEmpty()) {
            posted.of(tx, facts.stream().map(GoodsFact::messageId).toList())
                    .forEach(one -> found.put(RepostUnit.id(one), one));
        }
        for (GoodsFact fact : facts) {
            PostedDocument document = found.get(fact.messageId());
            if (document == null) {
                all.refusal = new Refusal(
                        "fulfilment_forgotten",
                        "message " + fact.messageId() + ", which told of its goods, is not kept any more");
                return all;
            }
            all.documents.add(document);
        }
        all.documents.sort(BY_POSTING);
        for (PostedDocument document : all.documents) {
            Told reposted = anew.get(RepostUnit.id(document));
            Told said = reposted == null ? retelling.asStamped(tx, document) : reposted;
            OrderArrival arrival = arrival(said);
            if (arrival == null) {
                all.refusal = new Refusal(
                        "revision_untranslatable",
                        "its other message " + RepostUnit.id(document) + " cannot be translated as it was any more; "
                                + said.doubt());
                return all;
            }
            all.arrivals.add(arrival);
        }
        return all;
    }

    private static @Nullable OrderArrival arrival(Told told) {
        Work.Translated translated = told.translated();
        if (told.work() == null || translated == null) {
            return null;
        }
        if (translated.event() instanceof Order order) {
            return new OrderArrival.Revision(ArrivedOrders.state(told.work(), translated, order));
        }
        return translated.event() instanceof FulfilmentStep step
                ? new OrderArrival.Goods(GoodsFact.of(RepostUnit.id(told.posted()), translated, step))
                : null;
    }

    /** All of them, folded; where the hub allocated lines stays as it was decided, and what was refunded as it was told. */
    OrderFold fold(Recorded known) {
        List<OrderArrival> all = new ArrayList<>(ofCarts);
        Deque<GoodsFact> told = new ArrayDeque<>(ofDesk);
        for (int i = 0; i < arrivals.size(); i++) {
            Instant at = documents.get(i).settledAt();
            while (at != null
                    && !told.isEmpty()
                    && told.element().step().occurredAt().isBefore(at)) {
                all.add(new OrderArrival.Goods(told.remove()));
            }
            all.add(arrivals.get(i));
        }
        told.forEach(fact -> all.add(new OrderArrival.Goods(fact)));
        return OrderFold.again(known, all);
    }

    /** As PostgreSQL compares them; {@link UUID} compares its halves as signed numbers. */
    private static int bytes(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
