package io.tillbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.catalog.CodeEdits;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.MasterEdits;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.DoneRequests;
import io.tillbridge.posting.ItemTelling;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Locks and codes of items by hand: the change, what destinations are told and the audit entry are one transaction; lanes
 * are woken after its commit.
 */
@Component
final class ItemEdits {

    private static final Edited NOTHING = new Edited(false, List.of());

    private final MasterEdits edits;
    private final CodeEdits codes;
    private final ItemTelling telling;
    private final LaneSignals lanes;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ItemEdits(
            MasterEdits edits,
            CodeEdits codes,
            ItemTelling telling,
            LaneSignals lanes,
            AuditLog audit,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.edits = edits;
        this.codes = codes;
        this.telling = telling;
        this.lanes = lanes;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Locks or unlocks a field; one that is so already is not audited again. */
    void lock(String sku, ItemField field, boolean locked, String actor) {
        ObjectNode detail = ExactJson.nodes().objectNode().put("field", field.word());
        audited(
                actor,
                locked ? "item.lock" : "item.unlock",
                sku,
                detail,
                tx -> (locked ? edits.lock(tx, sku, field, actor) : edits.unlock(tx, sku, field))
                        ? new Edited(true, List.of())
                        : NOTHING);
    }

    /**
     * Makes an internal code.
     *
     * @param operation names the request: the same one makes one
     * @throws ApiProblem 409 when the range is used up, or the name is another request's
     */
    String makeCode(
            String sku, String prefix, BigDecimal units, @Nullable String unit, String operation, String actor) {
        ObjectNode detail = ExactJson.nodes()
                .objectNode()
                .put("units", units.toPlainString())
                .put("unit", unit);
        String asked = "item.code\n" + sku + "\n" + detail;
        audited(actor, "item.code", sku, detail, tx -> {
            DoneRequests.Seen seen = DoneRequests.begin(tx, operation, asked, clock.instant());
            if (seen == DoneRequests.Seen.SAME) {
                detail.put("code", DoneRequests.answered(tx, operation));
                return NOTHING;
            }
            if (seen == DoneRequests.Seen.OTHER) {
                throw ApiProblem.conflict(
                        "operation_reused", "this idempotency key named another request; send a new one");
            }
            String code = codes.make(tx, sku, prefix, units, unit)
                    .orElseThrow(() -> ApiProblem.conflict(
                            "internal_range_used_up",
                            "all internal codes that begin with " + prefix
                                    + " are given; set another prefix in config/barcodes.yaml"));
            DoneRequests.answer(tx, operation, code);
            detail.put("code", code);
            return recoded(tx, sku);
        });
        return detail.path("code").asText();
    }

    /**
     * Files a code.
     *
     * @throws ApiProblem 409 when another item has it
     */
    void putCode(CodeEdits.Wish wish, String actor) {
        ObjectNode detail = ExactJson.nodes()
                .objectNode()
                .put("code", wish.code())
                .put("store", wish.store())
                .put("units", wish.units().toPlainString())
                .put("unit", wish.unit());
        audited(actor, "item.code", wish.sku(), detail, tx -> {
            codes.put(tx, wish).ifPresent(owner -> {
                throw taken(wish.code(), owner);
            });
            return recoded(tx, wish.sku());
        });
    }

    /** Removes a code; false when there was none such. */
    boolean removeCode(String sku, String code, @Nullable String store, String actor) {
        ObjectNode detail = ExactJson.nodes().objectNode().put("code", code).put("store", store);
        return audited(
                actor,
                "item.code_removed",
                sku,
                detail,
                tx -> codes.remove(tx, sku, code, store) ? recoded(tx, sku) : NOTHING);
    }

    /** Tells destinations of an item whose codes a person changed; in the caller's transaction. */
    Edited recoded(Connection tx, String sku) throws SQLException {
        return new Edited(true, telling.tell(tx, edits.recoded(tx, sku), UuidCreator.getTimeOrderedEpoch()));
    }

    /**
     * What an edit led to.
     *
     * @param lanes that are due
     */
    record Edited(boolean done, List<LaneSignal> lanes) {
        Edited {
            lanes = List.copyOf(lanes);
        }
    }

    @FunctionalInterface
    private interface Edit {
        Edited in(Connection tx) throws SQLException;
    }

    private boolean audited(String actor, String action, String subject, ObjectNode detail, Edit edit) {
        Edited edited = Objects.requireNonNull(transaction.execute(status -> {
            Edited made = Objects.requireNonNull(jdbc.execute((ConnectionCallback<Edited>) edit::in));
            if (made.done()) {
                audit.record(actor, action, subject, detail.toString());
            }
            return made;
        }));
        lanes.signal(edited.lanes());
        return edited.done();
    }

    static ApiProblem taken(String code, String owner) {
        return ApiProblem.conflict(
                "gtin_taken",
                "GTIN " + code + " belongs to item " + owner + "; remove it there first, or correct it here");
    }
}
