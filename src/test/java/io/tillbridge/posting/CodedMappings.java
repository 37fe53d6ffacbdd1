package io.tillbridge.posting;

import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.MappingImport;
import io.tillbridge.mapping.MappingRefresh;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.mapping.ValueMapChanges;
import io.tillbridge.mapping.ValueMapRow;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A hub's real mapping {@code shop.any} V2, which says the event as its document has it, but for codes that its value map
 * reads: places, items, states, figures and names. Rows are changed as the API changes them.
 */
final class CodedMappings {

    static final String SUBJECT = "shop.any";

    private static final String FOLDER = "mappings/shop/any/";
    private static final String MAPPING = """
            kind: Mapping
            subject: shop.any
            version: 2
            from: shop/any.v1
            to: test/any.v1
            lets:
              moved: {type: string, from: event.location, via: [valuemap(codes)], when: {path: event.observedAt, exists: false}}
            rows:
              - {to: system, type: string, from: event.system}
              - {to: id, type: string, from: event.id}
              - {to: number, type: string, from: event.number}
              - {to: register, type: string, from: event.register}
              - {to: receiptNumber, type: string, from: event.receiptNumber}
              - {to: orderId, type: string, from: event.orderId}
              - {to: sku, type: string, from: event.sku}
              - {to: revision, type: string, from: event.revision}
              - {to: name, type: string, from: event.name, via: [valuemap(codes)]}
              - {to: state, type: string, from: event.state, via: [valuemap(codes)]}
              - {to: reason, type: string, from: event.reason}
              - {to: currency, type: string, from: event.currency}
              - {to: location, type: string, from: $moved, else: event.location}
              - {to: quantity, type: string, from: event.quantity, via: [valuemap(codes)]}
              - {to: soldAt, type: string, from: event.soldAt}
              - {to: receivedAt, type: string, from: event.receivedAt}
              - {to: returnedAt, type: string, from: event.returnedAt}
              - {to: adjustedAt, type: string, from: event.adjustedAt}
              - {to: observedAt, type: string, from: event.observedAt}
              - {to: totals.grand, type: money, from: event.total, via: [valuemap(codes)], ccy: event.currency, when: {path: event.total, exists: true}}
              - to: lines[]
                each: event.lines
                key: [id]
                rows:
                  - {to: id, type: string, from: id}
                  - {to: sku, type: string, from: sku, via: [valuemap(codes)]}
                  - {to: quantity, type: string, from: quantity, via: [valuemap(codes)]}
                  - {to: fulfilled, type: string, from: fulfilled}
                  - {to: restock, type: string, from: restock, via: [valuemap(codes)]}
            """;

    /** A code and what it stands for in truth, and in the wrong rows. */
    private static final Map<String, String> WRONG = Map.of(
            "S1",
            "S9",
            "MUG",
            "CAP",
            "cancelled",
            "open",
            "sellable",
            "damaged",
            "2",
            "5",
            "4",
            "1",
            "name 2",
            "misread",
            "Tee",
            "Mug");

    final DataSource database;
    final RunningMappings running;
    final PostingBed bed;
    final RepostBed reposts;
    private final MappingRefresh news;
    private final ValueMapChanges changes;
    private boolean wrong;
    private int version = 1;

    /** Posting on a database of its own; the rows are right. */
    CodedMappings(String... skus) {
        this(TestDatabase.fresh(), skus);
    }

    private CodedMappings(DataSource database, String... skus) {
        this.database = database;
        Clock clock = Clock.fixed(PostingBed.NOW, ZoneOffset.UTC);
        MappingImport imports = new MappingImport(database, clock);
        running = new RunningMappings(imports.importReleased(files()));
        news = new MappingRefresh(running, imports, event -> {}, clock);
        changes = new ValueMapChanges(running, clock);
        bed = new PostingBed(database, SUBJECT, running, news, List.of());
        for (String sku : skus) {
            bed.addItem(sku);
        }
        reposts = new RepostBed(bed, running);
    }

    private static LoadedMappings files() {
        StringBuilder codes = new StringBuilder("""
                kind: ValueMap
                name: codes
                version: 1
                key: {columns: [source]}
                unmapped: {do: keep}
                rows:
                """);
        WRONG.keySet().stream()
                .sorted()
                .forEach(code -> codes.append("  - {source: \"" + code + "\", target: \"" + code + "\"}\n"));
        return LoadedMappings.of(HomeFiles.of(Map.of(
                FOLDER + "V002__x.mapping.yaml",
                MAPPING,
                FOLDER + "activations.yaml",
                """
                kind: Activations
                subject: shop.any
                basis: received_time
                rows:
                  - {version: 2, from: "2000-01-01T00:00:00Z", at: "2026-04-20T00:00:00Z", by: ana, why: first}
                """,
                "mappings/mappings.lock",
                Sha256.hex(MAPPING) + "  shop.any V2\n",
                "mappings/valuemaps/codes.valuemap.yaml",
                codes.toString())));
    }

    /** Has the rows be wrong from now on, or right again; nothing when they are. */
    void rows(boolean nowWrong) {
        if (nowWrong != wrong) {
            List<ValueMapRow> rows = new ArrayList<>();
            WRONG.forEach(
                    (code, other) -> rows.add(new ValueMapRow(List.of(code), nowWrong ? other : code, null, null)));
            put(rows);
            wrong = nowWrong;
        }
    }

    private void put(List<ValueMapRow> rows) {
        try {
            Transactions.in(database, tx -> changes.put(tx, "codes", version, rows, "ana", "as told"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        version++;
        news.look();
    }

    /** Generations of the set, as messages that were posted since are stamped with. */
    long set() {
        return running.set();
    }

    /** Whether the rows are wrong now. */
    boolean wrong() {
        return wrong;
    }

    JdbcClient sql() {
        return bed.sql;
    }
}
