package io.tillbridge.posting;

import io.tillbridge.canonical.AdvanceNotice;
import io.tillbridge.canonical.ConditionChanged;
import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.PriceChanged;
import io.tillbridge.canonical.Return;
import io.tillbridge.canonical.Sale;
import io.tillbridge.canonical.StockAdjusted;
import io.tillbridge.canonical.StockCounted;
import io.tillbridge.canonical.StockReceived;
import io.tillbridge.canonical.StockTransfer;
import io.tillbridge.canonical.Traced;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Posts facts: a sale, a return, a receipt, an adjustment, an item. Each takes effect once, whatever flow brings it and
 * in whatever order they come. Snapshots count as facts too: the same observation is recorded once.
 */
@Component
final class FactPosting {

    private final Facts facts;
    private final ReturnRules returns;
    private final AdjustmentRules adjustments;
    private final SalesOwners sales;

    FactPosting(Facts facts, ReturnRules returns, AdjustmentRules adjustments, SalesOwners sales) {
        this.facts = facts;
        this.returns = returns;
        this.adjustments = adjustments;
        this.sales = sales;
    }

    /**
     * Records the facts of the batch and gathers the effects of the new ones.
     *
     * @return the works whose facts are new; a snapshot's effect is left to the caller
     */
    List<Work> post(Connection transaction, List<Work> works, Effects effects) throws SQLException {
        sales.apply(transaction, works, effects);
        Map<String, Work> first = new LinkedHashMap<>();
        List<Work> repeats = new ArrayList<>();
        for (Work work : works) {
            if (work.open() && work.translated != null && !(work.translated.event() instanceof Order)) {
                if (first.putIfAbsent(work.translated.factKey(), work) != null) {
                    repeats.add(work);
                }
            }
        }
        Map<Work, Facts.Known> known = facts.record(transaction, first.values());
        repeats.addAll(known.keySet());
        for (Work repeat : repeats) {
            Facts.Known posted = known.get(repeat);
            repeat.verdict = new Verdict.Skipped(posted != null && posted.voided() ? SaleVoids.VOID : "repeat");
            compare(repeat, first, known, effects);
        }
        SaleVoids.post(transaction, first.values(), effects);
        List<Work> fresh = new ArrayList<>();
        effects.bundles.facts(
                transaction, first.values().stream().filter(Work::open).toList());
        for (Work work : first.values()) {
            if (work.open() && work.translated != null) {
                gather(work, work.translated, effects);
                work.verdict = new Verdict.Posted(null);
                fresh.add(work);
            }
        }
        return fresh;
    }

    /** A repeat that says something else than what is posted is not obeyed, but a person finds out why. */
    private static void compare(Work repeat, Map<String, Work> firsts, Map<Work, Facts.Known> known, Effects effects) {
        Work.Translated said = repeat.translated;
        Work first = said == null ? null : firsts.get(said.factKey());
        if (said == null || first == null || first.translated == null) {
            return;
        }
        Facts.Known posted = known.getOrDefault(first, known(first, first.translated));
        if (posted.contradictedBy(said)) {
            effects.conflicts.add(new Conflicts.Conflict(
                    "unequal_fact",
                    said.factKey(),
                    repeat.ready.document().messageId(),
                    "{\"posted\":\"" + posted.messageId() + "\"}"));
        }
    }

    private static Facts.Known known(Work work, Work.Translated translated) {
        return new Facts.Known(
                work.ready.document().messageId(),
                translated.contentHash(),
                translated.mapping().subject(),
                translated.mapping().version());
    }

    /** What a fact does to the books, with what is settled of its bundles; a snapshot does nothing here. */
    void gather(Work work, Work.Translated translated, Effects effects) {
        UUID id = work.ready.document().messageId();
        if (translated.event() instanceof Sale sale) {
            sell(work, sale, effects.bundles.of(translated.factKey()), effects);
        } else if (translated.event() instanceof Return returned) {
            returned.lines().forEach(line -> giveBack(effects, work, translated.factKey(), returned, line));
            String blind = returns.blind().broken(returned, translated.body());
            if (blind != null) {
                effects.conflicts.add(new Conflicts.Conflict(BlindReturns.KIND, translated.factKey(), id, blind));
            }
        } else if (translated.event() instanceof StockReceived received) {
            GoodsPosting.received(work, received, effects);
        } else if (translated.event() instanceof StockAdjusted adjusted) {
            AdjustmentPosting.adjusted(work, adjusted, adjustments, effects);
        } else if (translated.event() instanceof AdvanceNotice notice) {
            NoticePosting.gather(work, notice, effects);
        } else if (translated.event() instanceof StockTransfer transfer) {
            TransferPosting.gather(work, transfer, effects);
        } else if (translated.event() instanceof StockCounted counted) {
            CountPosting.gather(work, counted, effects);
        } else if (translated.event() instanceof ItemUpserted item) {
            effects.items.put(item, id);
        } else if (translated.event() instanceof PriceChanged price) {
            effects.prices.add(new ItemPrices.Said(price, id));
        } else if (translated.event() instanceof ConditionChanged changed) {
            effects.conditions.add(ConditionPosting.said(work, changed));
        }
    }

    private static void sell(Work work, Sale sale, SoldBundles bundles, Effects effects) {
        UUID id = work.ready.document().messageId();
        Place location = Place.location(sale.location());
        Instant occurredAt = ReceiptPosting.occurredAt(work, sale, effects);
        SoldBundles.Leaving leaving = bundles.leaving(Map.of());
        for (Sale.Line line : sale.lines()) {
            for (SoldBundle.Part part : leaving.of(new StockKey(line.sku(), sale.location()), line.quantity())) {
                move(
                        effects,
                        id,
                        part.sku(),
                        part.quantity().negate(),
                        part.sku().equals(line.sku()) ? line.traced() : Traced.NONE,
                        location,
                        Bucket.SELLABLE,
                        Place.CUSTOMER,
                        "sale",
                        occurredAt);
            }
            TracedGoods.check(line.traced(), line.quantity(), line.sku(), work, effects);
        }
    }

    /** Goods go where they were received, bundles as their components; a line that put nothing back moves nothing. */
    private void giveBack(Effects effects, Work work, String factKey, Return returned, Return.Line line) {
        UUID id = work.ready.document().messageId();
        String location = line.location() != null ? line.location() : returned.location();
        Bucket bucket = returns.bucket(line);
        if (returns.review(line)) {
            effects.conflicts.add(new Conflicts.Conflict("return_review", factKey + "|" + line.id(), id, review(line)));
        }
        ReturnTasks.gather(work, factKey, line, location, returns, effects);
        if (bucket == null || location == null) {
            return;
        }
        SoldBundle bundle = effects.bundles.of(factKey).of(line.sku());
        List<SoldBundle.Part> parts = bundle == null
                ? List.of(new SoldBundle.Part(line.sku(), line.quantity()))
                : bundle.made(line.quantity());
        for (SoldBundle.Part part : parts) {
            move(
                    effects,
                    id,
                    part.sku(),
                    part.quantity(),
                    part.sku().equals(line.sku()) ? line.traced() : Traced.NONE,
                    Place.location(location),
                    bucket,
                    Place.CUSTOMER,
                    "return",
                    returned.returnedAt());
        }
        TracedGoods.check(line.traced(), line.quantity(), line.sku(), work, effects);
    }

    private static String review(Return.Line line) {
        return ExactJson.nodes()
                .objectNode()
                .put("sku", line.sku())
                .put("quantity", PlainDecimal.text(line.quantity()))
                .put("condition", line.condition())
                .toString();
    }

    private static void move(
            Effects effects,
            UUID messageId,
            String sku,
            BigDecimal intoLocation,
            Traced traced,
            Place location,
            Bucket bucket,
            Place other,
            String reason,
            Instant occurredAt) {
        if (intoLocation.signum() != 0) {
            TracedGoods.move(
                    Movement.between(messageId, sku, intoLocation, location, bucket, other, reason, occurredAt),
                    traced,
                    effects);
        }
    }
}
