package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.StockTransfer;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.MovementDetails;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.TransferEvent;
import io.tillbridge.stock.TransferEvent.Kind;
import io.tillbridge.stock.TransferKey;
import io.tillbridge.stock.Transfers;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Posts transfers: goods leave into transit and arrive from there; what a closed transfer misses is lost. */
final class TransferPosting {

    static final String OVER_RECEIVED = "transfer_over_received";

    private TransferPosting() {}

    /** What an event moves and says. Pure. */
    static void gather(Work work, StockTransfer transfer, Effects effects) {
        UUID messageId = work.ready.document().messageId();
        TransferKey key = new TransferKey(transfer.system(), transfer.transfer());
        if (transfer.type() == EventType.STOCK_TRANSFER_COMMITTED) {
            commit(key, messageId, transfer, effects);
            return;
        }
        effects.transfers.add(new TransferEvent(
                key,
                transfer.sent() ? Kind.SENT : Kind.RECEIVED,
                messageId,
                transfer.from(),
                transfer.to(),
                transfer.occurredAt(),
                transfer.closed(),
                null,
                transfer.reason()));
        Place end = Place.location(Objects.requireNonNull(transfer.sent() ? transfer.from() : transfer.to()));
        for (StockTransfer.Line line : transfer.lines()) {
            if (line.quantity().signum() != 0) {
                Bucket bucket = Bucket.of(line.bucket());
                Movement movement = new Movement(
                        messageId,
                        line.sku(),
                        line.quantity(),
                        transfer.sent() ? end : Place.IN_TRANSIT,
                        transfer.sent() ? bucket : Bucket.SELLABLE,
                        transfer.sent() ? Place.IN_TRANSIT : end,
                        transfer.sent() ? Bucket.SELLABLE : bucket,
                        "transfer",
                        transfer.occurredAt(),
                        null,
                        MovementDetails.of(key.consignment()));
                TracedGoods.move(movement, line.traced(), effects);
                TracedGoods.check(line.traced(), line.quantity(), line.sku(), work, effects);
            }
        }
    }

    /** Nothing moves: it is promised where it is to leave. */
    private static void commit(TransferKey key, UUID messageId, StockTransfer transfer, Effects effects) {
        Map<String, BigDecimal> committed = new HashMap<>();
        transfer.lines().forEach(line -> committed.merge(line.sku(), line.quantity(), BigDecimal::add));
        effects.transfers.add(new TransferEvent(
                key,
                Kind.COMMITTED,
                messageId,
                transfer.from(),
                transfer.to(),
                transfer.occurredAt(),
                false,
                null,
                transfer.reason(),
                committed));
    }

    /** Locks and keeps the transfers that the effects touch; moves what closed ones miss; says where more arrived than was sent. */
    static void post(Connection tx, Effects effects) throws SQLException {
        Transfers.Outcome outcome = Transfers.post(tx, effects.transfers, effects.reposted, effects.movements);
        if (!outcome.claims().isEmpty()) {
            Instant occurredAt = effects.transfers.isEmpty()
                    ? Instant.EPOCH
                    : effects.transfers.get(0).occurredAt();
            outcome.claims().forEach(claim -> effects.claim(claim, occurredAt));
        }
        if (outcome.lines().isEmpty()) {
            return;
        }
        outcome.movements().forEach(effects::move);
        Map<String, UUID> named = new HashMap<>();
        for (Movement movement : effects.movements) {
            named.putIfAbsent(movement.details().consignment() + "|" + movement.sku(), movement.messageId());
        }
        for (Transfers.Line line : outcome.lines()) {
            String subject = line.key().consignment() + "|" + line.sku();
            UUID by = named.get(subject);
            if (line.over() && by != null) {
                effects.conflicts.add(new Conflicts.Conflict(OVER_RECEIVED, subject, by, detail(line)));
            } else if (!line.over()) {
                effects.settled.add(new Conflicts.Settled(OVER_RECEIVED, subject));
            }
        }
    }

    private static String detail(Transfers.Line line) {
        return ExactJson.nodes()
                .objectNode()
                .put("system", line.key().system())
                .put("transfer", line.key().id())
                .put("sku", line.sku())
                .put("sent", PlainDecimal.text(line.sent()))
                .put("received", PlainDecimal.text(line.received()))
                .toString();
    }
}
