package io.tillbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.catalog.CrossReferences;
import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.ItemText;
import io.tillbridge.catalog.MasterEdits;
import io.tillbridge.delivery.LaneRelease;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.posting.ItemTelling;
import io.tillbridge.posting.ReadySignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes of the master data by hand: the change, the release of what waited for exactly it, and the audit entry are one
 * transaction; whoever can go on is woken after its commit.
 */
@Component
final class MasterData {

    private final MasterEdits edits;
    private final ItemTelling telling;
    private final CrossReferences references;
    private final HeldMessages held;
    private final LaneSignals lanes;
    private final ReadySignal ready;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    MasterData(
            MasterEdits edits,
            ItemTelling telling,
            CrossReferences references,
            HeldMessages held,
            LaneSignals lanes,
            ReadySignal ready,
            AuditLog audit,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.edits = edits;
        this.telling = telling;
        this.references = references;
        this.held = held;
        this.lanes = lanes;
        this.ready = ready;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a change led to.
     *
     * @param releasedMessages that waited for exactly this
     * @param lanes that waited for exactly this
     * @param toldBefore the remote id that was told for the local id until now; null when none was, or the same
     */
    record Change(
            boolean created,
            int releasedMessages,
            List<LaneSignal> lanes,
            @Nullable String toldBefore) {
        Change {
            lanes = List.copyOf(lanes);
        }
    }

    /**
     * Creates or replaces an item, and tells destinations.
     *
     * @param cells as {@link ItemText} writes them
     * @throws ApiProblem 409 when another item has the GTIN
     */
    Change putItem(String sku, Map<ItemField, String> cells, String actor) {
        String gtin = cells.get(ItemField.GTIN);
        ObjectNode detail = ExactJson.nodes()
                .objectNode()
                .put("name", cells.get(ItemField.NAME))
                .put("gtin", gtin);
        cells.forEach((field, cell) -> detail.put(field.word(), cell));
        return change(actor, "item.put", sku, detail, tx -> {
            if (gtin != null) {
                edits.gtinTaken(tx, sku, gtin).ifPresent(other -> {
                    throw ItemEdits.taken(gtin, other);
                });
            }
            MasterEdits.Put put = edits.put(tx, sku, cells);
            List<LaneSignal> due = put.change() == null
                    ? List.of()
                    : telling.tell(tx, put.change(), UuidCreator.getTimeOrderedEpoch());
            return new Change(put.created(), held.release(tx, List.of(HoldKey.sku(sku))), due, null);
        });
    }

    /** Records which local id a system's id stands for; of several ids of one local id it is told from now on. */
    Change putReference(Remote remote, String localId, String actor) {
        ObjectNode detail = ExactJson.nodes().objectNode().put("localId", localId);
        return change(actor, "cross_reference.put", subject(remote), detail, tx -> {
            String before = edits.told(tx, remote.connection(), remote.kind(), localId)
                    .filter(other -> !other.equals(remote.remoteId()))
                    .orElse(null);
            detail.put("toldBefore", before);
            boolean created = references.locals(tx, List.of(remote)).isEmpty();
            references.put(tx, List.of(new Link(remote, localId)));
            edits.tell(tx, remote);
            HoldKey inbound = HoldKey.crossReference(remote.connection(), remote.kind(), remote.remoteId());
            HoldKey outbound = HoldKey.remoteReference(remote.connection(), remote.kind(), localId);
            return new Change(
                    created, held.release(tx, List.of(inbound)), LaneRelease.of(tx, List.of(outbound)), before);
        });
    }

    /** Removes a link; false when there was none. What is resolved already stays as it is. */
    boolean removeReference(Remote remote, String actor) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<String> localId = Objects.requireNonNull(
                    jdbc.execute((ConnectionCallback<Optional<String>>) tx -> edits.remove(tx, remote)));
            localId.ifPresent(local -> audit.record(
                    actor,
                    "cross_reference.delete",
                    subject(remote),
                    ExactJson.nodes().objectNode().put("localId", local).toString()));
            return localId.isPresent();
        }));
    }

    @FunctionalInterface
    private interface Step {
        Change in(Connection tx) throws SQLException;
    }

    private Change change(String actor, String action, String subject, ObjectNode detail, Step step) {
        Change change;
        try {
            change = Objects.requireNonNull(transaction.execute(status -> {
                Change made = Objects.requireNonNull(jdbc.execute((ConnectionCallback<Change>) step::in));
                audit.record(actor, action, subject, detail.toString());
                return made;
            }));
        } catch (DuplicateKeyException e) {
            throw ApiProblem.conflict(
                    "changed_meanwhile", subject + " was changed by somebody else at this moment; look and repeat");
        }
        if (change.releasedMessages() > 0) {
            ready.ready();
        }
        lanes.signal(change.lanes());
        return change;
    }

    private static String subject(Remote remote) {
        return remote.connection() + "/" + remote.kind() + "/" + remote.remoteId();
    }
}
