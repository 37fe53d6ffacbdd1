package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.SaleVoided;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveMovements;
import io.tillbridge.stock.Movement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Receipts that were voided. A void takes back once what the sale moved, whatever that was; a sale that comes behind its void,
 * or with it, has no effect. Which of both was first is decided by the sale's fact key, which both record.
 */
final class SaleVoids {

    /** A repost of the sale waits, and a void waits for a repost. */
    private static final String POSTED = """
            select fact_key, message_id, mapping from fact where fact_key = any (?::text[]) order by fact_key for update
            """;

    private static final String VOIDED = "select exists (select from fact where fact_key = ?)";

    /** Why such a sale is skipped. */
    static final String VOID = "voided";

    private SaleVoids() {}

    /** The fact key of the sale that an event voids; null for every other event. */
    static @Nullable String sale(Work.Translated translated) {
        return translated.event() instanceof SaleVoided
                ? EventType.SALE.word()
                        + translated
                                .factKey()
                                .substring(EventType.SALE_VOIDED.word().length())
                : null;
    }

    /** Whether it is a sale that has no effect because it was voided. */
    static boolean gone(Work work) {
        return work.verdict instanceof Verdict.Skipped skipped
                && skipped.reason().equals(VOID)
                && work.translated != null
                && work.translated.event().type() == EventType.SALE;
    }

    /** Whether a posted sale was voided. */
    static boolean voided(Connection transaction, Work.Translated sale) throws SQLException {
        if (sale.event().type() != EventType.SALE) {
            return false;
        }
        try (PreparedStatement statement = transaction.prepareStatement(VOIDED)) {
            statement.setString(
                    1,
                    EventType.SALE_VOIDED.word()
                            + sale.factKey().substring(EventType.SALE.word().length()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Takes back what voided sales have moved; sales of the batch that are voided have no effect.
     *
     * @param works of the batch, one per fact; those that are not open were posted before
     * @param effects receives the movements, and which message posted the sale of each void
     */
    static void post(Connection transaction, Collection<Work> works, Effects effects) throws SQLException {
        Map<String, Work> voids = new TreeMap<>();
        for (Work work : works) {
            String sale = work.open() && work.translated != null ? sale(work.translated) : null;
            if (sale != null) {
                voids.put(sale, work);
            }
        }
        if (voids.isEmpty()) {
            return;
        }
        for (Work work : works) {
            if (work.open() && work.translated != null && voids.remove(work.translated.factKey()) != null) {
                work.verdict = new Verdict.Skipped(VOID);
            }
        }
        Map<UUID, Work> sold = posted(transaction, voids);
        sold.forEach((sale, by) -> effects.voids.put(by.ready.document().messageId(), sale));
        Map<UUID, List<LedgerEntry>> entries = LiveMovements.of(transaction, sold.keySet());
        for (Map.Entry<UUID, Work> one : sold.entrySet()) {
            for (LedgerEntry entry : LiveMovements.live(entries.getOrDefault(one.getKey(), List.of()))) {
                effects.move(back(one.getValue(), entry));
            }
        }
    }

    private static Map<UUID, Work> posted(Connection transaction, Map<String, Work> voids) throws SQLException {
        Map<UUID, Work> posted = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(POSTED)) {
            statement.setArray(1, transaction.createArrayOf("text", new ArrayList<>(voids.keySet()).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Work work = voids.get(rows.getString(1));
                    if (work != null && !rows.getString(3).equals(Facts.TOMBSTONE)) {
                        posted.put(rows.getObject(2, UUID.class), work);
                    }
                }
            }
        }
        return posted;
    }

    private static Movement back(Work by, LedgerEntry entry) {
        Movement undoing = Movement.reversing(entry);
        Work.Translated translated = by.translated;
        return new Movement(
                by.ready.document().messageId(),
                undoing.sku(),
                undoing.quantity(),
                undoing.from(),
                undoing.fromBucket(),
                undoing.to(),
                undoing.toBucket(),
                "void",
                translated == null ? undoing.occurredAt() : translated.event().occurredAt(),
                null,
                undoing.details());
    }
}
