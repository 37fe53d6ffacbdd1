package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.catalog.CodeEdits;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.MasterEdits;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Decisions about items: the change, the end of the conflict and the audit entry are one transaction. */
@Component
final class ItemReviews {

    private static final String RESOLVE = """
            update conflict set resolved_at = ?, resolved_by = ?, resolution = concat_ws(': ', ?::text, ?::text)
             where conflict_id = ? and resolved_at is null
               and kind in ('gtin_taken', 'not_owner', 'several_remote_ids')
            returning kind, subject, detail
            """;

    private static final String IN_STOCK = """
            select 1 from stock_balance where sku = ? and (sellable <> 0 or damaged <> 0 or quality_hold <> 0 or display <> 0 or claimed <> 0) limit 1
            """;

    private final CodeEdits codes;
    private final MasterEdits edits;
    private final ItemEdits items;
    private final LaneSignals lanes;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ItemReviews(
            CodeEdits codes,
            MasterEdits edits,
            ItemEdits items,
            LaneSignals lanes,
            AuditLog audit,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.codes = codes;
        this.edits = edits;
        this.items = items;
        this.lanes = lanes;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Decides and answers what the conflict was about. */
    JsonNode decide(long id, String decision, @Nullable String reason, String actor) {
        List<LaneSignal> due = new ArrayList<>();
        JsonNode detail = Objects.requireNonNull(transaction.execute(status ->
                jdbc.execute((ConnectionCallback<JsonNode>) tx -> decide(tx, id, decision, reason, actor, due))));
        lanes.signal(due);
        return detail;
    }

    private JsonNode decide(
            Connection tx, long id, String decision, @Nullable String reason, String actor, List<LaneSignal> due)
            throws SQLException {
        String kind;
        String subject;
        ObjectNode detail;
        try (PreparedStatement statement = tx.prepareStatement(RESOLVE)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            statement.setString(2, actor);
            statement.setString(3, decision);
            statement.setString(4, reason);
            statement.setLong(5, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw ApiProblem.notFound(
                            "review_unknown", "no open review " + id + "; GET /api/items/reviews lists them");
                }
                kind = row.getString(1);
                subject = row.getString(2);
                detail = (ObjectNode) ExactJson.parse(row.getString(3));
            }
        }
        if (!decision.equals("keep") && !kind.equals("gtin_taken")) {
            throw ApiProblem.badRequest(
                    "decision_does_not_fit",
                    "a review of kind " + kind + " can be kept only; change the item itself, its owner in"
                            + " config/ownership.yaml, or lock the field");
        }
        if (decision.equals("give")) {
            give(tx, detail, actor, due);
        } else if (decision.equals("merge")) {
            merge(tx, detail);
        }
        ObjectNode told = detail.deepCopy().put("decision", decision).put("reason", reason);
        audit.record(tx, actor, "item.review", kind + ":" + subject, told.toString());
        return detail;
    }

    /** The one that loses the code would name it again: its GTIN is locked. */
    private void give(Connection tx, JsonNode detail, String actor, List<LaneSignal> due) throws SQLException {
        String code = detail.path("gtin").asText();
        String owner = detail.path("item").asText();
        if (!codes.give(tx, code, owner, detail.path("sku").asText())) {
            throw moved(code, owner);
        }
        edits.lock(tx, owner, ItemField.GTIN, actor);
        edits.lock(tx, owner, ItemField.CODES, actor);
        due.addAll(items.recoded(tx, owner).lanes());
        due.addAll(items.recoded(tx, detail.path("sku").asText()).lanes());
    }

    private void merge(Connection tx, ObjectNode detail) throws SQLException {
        String sku = detail.path("sku").asText();
        String into = detail.path("item").asText();
        try (PreparedStatement statement = tx.prepareStatement(IN_STOCK)) {
            statement.setString(1, sku);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw ApiProblem.conflict(
                            "item_has_stock",
                            "item " + sku + " has stock or promises; count it to zero and close its orders first");
                }
            }
        }
        int links = codes.merge(tx, sku, into).orElseThrow(() -> moved(sku, into));
        detail.put("references", links);
    }

    private static ApiProblem moved(String what, String owner) {
        return ApiProblem.conflict(
                "changed_meanwhile",
                what + " or item " + owner + " was changed since the review was raised; look at both items");
    }
}
