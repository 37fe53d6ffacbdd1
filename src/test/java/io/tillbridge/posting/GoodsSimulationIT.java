package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random streams of transfers, notices, receipts, moves between buckets and counts, some under a version that misreads them
 * and reposted at random times under the right one: the books end as those that never saw the wrong version.
 */
class GoodsSimulationIT {

    private static final List<String> SKUS = List.of("TEE", "MUG", "CAP");

    private static final List<String> BOOKS = List.of(
            "select sku, location, trim_scale(sellable), trim_scale(damaged) from stock_balance"
                    + " where (sellable, damaged) <> (0, 0) order by 1, 2",
            """
            select message_id, sku, from_place, from_bucket, to_place, to_bucket, reason, occurred_at, consignment, why,
                   lot, serial, expires_on, trim_scale(sum(quantity))
              from stock_movement m
             where reverses is null and not exists (select from stock_movement r where r.reverses = m.movement_id)
             group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
            """,
            "select sku, location, bucket, lot, trim_scale(quantity) from stock_lot where quantity <> 0 order by 1, 2, 3, 4",
            "select kind, subject from conflict where resolved_at is null and kind in"
                    + " ('serial_in_stock', 'serial_not_there', 'receipt_short') order by 1, 2",
            "select system, transfer_id, from_location, to_location, sent_at, received_at, closed_at, closer, state"
                    + " from stock_transfer order by 1, 2",
            "select consignment, sku, trim_scale(sent), trim_scale(received), trim_scale(lost) from stock_transfer_line"
                    + " where (sent, received, lost) <> (0, 0, 0) order by 1, 2",
            "select consignment, sku, trim_scale(expected), trim_scale(received), expected_on, location, purchase_order, closed"
                    + " from advance_notice_line order by 1, 2",
            """
            select ledger, currency, l.a, sum(l.v) from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
             group by 1, 2, 3 having sum(l.v) <> 0 order by 1, 2, 3
            """);

    private static final String IN_TRANSIT = """
            select sku, trim_scale(sum(quantity)) from (
                select sku, sent - received - lost as quantity from stock_transfer_line
                union all
                select sku, case when to_place = 'in_transit' then -quantity else quantity end from stock_movement
                 where 'in_transit' in (from_place, to_place)) as legs
             group by 1 having sum(quantity) <> 0
            """;

    /** Where stock by lot is not the sum of its movements. */
    private static final String LOTS = """
            select sku, place, bucket, lot, sum(quantity) from (
                select sku, location as place, bucket, lot, quantity from stock_lot
                union all
                select sku, to_place, to_bucket, lot, -quantity from stock_movement where lot is not null
                union all
                select sku, from_place, from_bucket, lot, quantity from stock_movement where lot is not null) as leg
             where place like 'S_' group by 1, 2, 3, 4 having sum(quantity) <> 0
            """;

    private record Document(EventType type, ObjectNode body) {}

    @ParameterizedTest(name = "seed {0}, at most {1} in a batch")
    @CsvSource({"1, 1", "2, 4", "3, 9", "4, 3", "5, 6", "13, 9"})
    void afterARepostTheBooksAreAsIfTheWrongVersionHadNeverBeen(long seed, int most) {
        TwistedMappings twisted = new TwistedMappings();
        PostingBed right = bed(new TwistedMappings());
        PostingBed wrong = bed(twisted);
        RepostBed reposts = new RepostBed(wrong, twisted);
        Random random = new Random(seed);
        List<Document> documents = documents(random);
        for (int from = 0; from < documents.size(); ) {
            int to = Math.min(documents.size(), from + 1 + random.nextInt(most));
            twisted.active = random.nextInt(3) == 0 ? 3 : 2;
            for (PostingBed bed : List.of(wrong, right)) {
                bed.postBatch(documents.subList(from, to).stream()
                        .map(one -> bed.arrival(one.type(), one.body(), null))
                        .toList());
                bed.clock.advance(Duration.ofSeconds(1));
            }
            if (random.nextInt(10) == 0) {
                reposts.repost(2, some(random, reposts.stamped(3)));
            }
            from = to;
        }
        RepostRun last = reposts.repost(2, reposts.stamped(3));

        assertThat(last.state()).isEqualTo("finished");
        assertThat(reposts.stamped(3)).isEmpty();
        for (String rows : BOOKS) {
            assertThat(rows(wrong, rows)).as("seed %s: %s", seed, rows).containsExactlyElementsOf(rows(right, rows));
        }
        assertThat(rows(wrong, IN_TRANSIT)).isEmpty();
        assertThat(rows(wrong, LOTS)).isEmpty();
        assertThat(new JournalCheck(wrong.sql).findings(10)).isEmpty();
        assertThat(wrong.count("stock_movement where reason = 'transfer_loss'")).isPositive();
        assertThat(wrong.count("stock_movement where serial is not null and reverses is not null"))
                .isPositive();
        assertThat(wrong.count("stock_movement where reverses is not null")).isPositive();
    }

    private static PostingBed bed(TwistedMappings mappings) {
        PostingBed bed = new PostingBed(List.of(), mappings, SKUS.toArray(new String[0]));
        bed.sql
                .sql("update item set cost = length(sku) + ascii(sku) * 0.01, cost_currency = 'EUR'")
                .update();
        return bed;
    }

    private static List<UUID> some(Random random, List<UUID> ids) {
        List<UUID> some = new ArrayList<>(ids);
        some.removeIf(id -> random.nextInt(3) > 0);
        return some.isEmpty() ? List.of(new UUID(0, 1)) : some;
    }

    private static List<String> rows(PostingBed bed, String query) {
        return bed.sql
                .sql("select row_to_json(r)::text from (" + query + ") r")
                .query(String.class)
                .list();
    }

    private static List<Document> documents(Random random) {
        List<Document> documents = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            String transfer = "T" + n % 4;
            documents.add(new Document(
                    EventType.STOCK_TRANSFER_SENT,
                    Transferred.sent("TS" + n, transfer, sku(random), quantity(random))));
            documents.add(new Document(
                    EventType.STOCK_TRANSFER_RECEIVED,
                    Transferred.received("TR" + n, transfer, sku(random), quantity(random))
                            .put("closed", n % 4 == 1)));
            documents.add(new Document(
                    EventType.STOCK_RECEIVED,
                    Events.received("R" + n, sku(random), quantity(random))
                            .put(n % 2 == 0 ? "notice" : "purchaseOrder", (n % 2 == 0 ? "N" : "PO") + n % 3)));
            for (Document document : documents.subList(documents.size() - 3, documents.size())) {
                ((ObjectNode) document.body().at("/lines/0")).put("lot", "L" + random.nextInt(2));
                if (random.nextBoolean()) {
                    Traceable.serials(document.body(), "P" + random.nextInt(5), "Q" + n);
                }
            }
            documents.get(documents.size() - 1).body().put("closed", n == 3);
            documents.add(new Document(EventType.STOCK_ADJUSTED, moved(random, "A" + n)));
            if (n < 5) {
                documents.add(new Document(EventType.ADVANCE_NOTICE, notice(random, "N" + n, "PO" + n % 2)));
            }
            String at = Instant.parse("2026-11-21T08:00:00Z")
                    .plusSeconds(60L * random.nextInt(200))
                    .toString();
            documents.add(new Document(EventType.STOCK_SNAPSHOT, Events.snapshot(sku(random), quantity(random), at)));
        }
        documents.add(new Document(EventType.STOCK_TRANSFER_RECEIVED, Transferred.closed("TC1", "T1")));
        documents.add(new Document(EventType.STOCK_TRANSFER_RECEIVED, Transferred.closed("TC2", "T2")));
        Collections.shuffle(documents, random);
        return documents;
    }

    private static ObjectNode moved(Random random, String id) {
        ObjectNode moved = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("adjustedAt", "2026-11-21T10:30:00Z")
                .put("reason", "dropped");
        moved.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", sku(random))
                .put("quantity", quantity(random))
                .put("toBucket", "damaged");
        return moved;
    }

    private static ObjectNode notice(Random random, String id, String order) {
        ObjectNode notice = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("purchaseOrder", order)
                .put("location", "S1")
                .put("sentAt", "2026-11-20T1" + random.nextInt(3) + ":00:00Z")
                .put("expectedAt", "2026-11-25T10:00:00Z");
        notice.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", sku(random))
                .put("quantity", quantity(random));
        return notice;
    }

    private static String sku(Random random) {
        return SKUS.get(random.nextInt(SKUS.size()));
    }

    private static String quantity(Random random) {
        return String.valueOf(1 + random.nextInt(6));
    }
}
