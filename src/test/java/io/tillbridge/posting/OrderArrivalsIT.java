package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.canonical.EventType;
import io.tillbridge.message.ReadyDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One order's revisions and all that others say of its goods, doubled and in many orders of arrival: the books end the same. */
class OrderArrivalsIT {

    private static final List<String> BOOKS = List.of(
            "select sku, location, trim_scale(sellable), trim_scale(quality_hold), trim_scale(claimed) from stock_balance"
                    + " where (sellable, quality_hold, claimed) <> (0, 0, 0) order by 1, 2",
            "select claim_key, sku, location, state, trim_scale(quantity) from stock_claim where quantity > 0 order by 1",
            "select order_id, revision, state, document, departures from sales_order order by 1",
            """
            select o.order_id, f -> 'key' as key, f -> 'body' as body
              from sales_order o, jsonb_array_elements(o.fulfilments::jsonb) f order by 1, 2
            """,
            "select l.a, sum(l.v) from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)"
                    + " group by 1 having sum(l.v) <> 0 order by 1");

    private record Document(EventType type, ObjectNode body) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theOrderOfArrivalDoesNotMatter(long seed) {
        List<Document> documents = documents(new Random(seed));
        PostingBed first = posted(documents, new Random(seed));
        for (int n = 1; n < 5; n++) {
            List<Document> shuffled = new ArrayList<>(documents);
            Random random = new Random(seed * 100 + n);
            for (Document document : documents) {
                if (random.nextInt(4) == 0) {
                    shuffled.add(document);
                }
            }
            Collections.shuffle(shuffled, random);
            PostingBed other = posted(shuffled, random);
            for (String rows : BOOKS) {
                assertThat(rows(other, rows))
                        .as("seed %s, shuffle %s: %s", seed, n, rows)
                        .isEqualTo(rows(first, rows));
            }
            assertThat(new JournalCheck(other.sql).findings(10)).isEmpty();
        }
    }

    private static PostingBed posted(List<Document> documents, Random random) {
        PostingBed bed = new PostingBed("TEE", "MUG", "CAP");
        bed.sql
                .sql("update item set cost = length(sku) + ascii(sku) * 0.01, cost_currency = 'EUR'")
                .update();
        for (int from = 0; from < documents.size(); ) {
            int to = Math.min(documents.size(), from + 1 + random.nextInt(4));
            List<ReadyDocument> batch = new ArrayList<>();
            documents
                    .subList(from, to)
                    .forEach(document -> batch.add(bed.arrival(document.type(), document.body(), null)));
            bed.postBatch(batch);
            while (bed.postReady() > 0) {
                // What was held goes on
            }
            from = to;
        }
        assertThat(bed.count("message where state = 'held' or state = 'dead'")).isZero();
        assertThat(bed.count("stock_balance b where claimed <> (select coalesce(sum(quantity), 0) from stock_claim c"
                        + " where c.sku = b.sku and c.location = b.location)"))
                .isZero();
        return bed;
    }

    private static List<Document> documents(Random random) {
        List<Document> documents = new ArrayList<>();
        for (int revision = 1; revision <= 4; revision++) {
            documents.add(new Document(EventType.ORDER, order(random, revision)));
        }
        for (String system : List.of("shop", "wms", "pos")) {
            for (int n = random.nextInt(3); n > 0; n--) {
                EventType type = system.equals("pos") ? EventType.FULFILMENT_HANDED_OVER : EventType.SHIPMENT_CONFIRMED;
                documents.add(new Document(type, goods(random, type, system, "F" + n)));
            }
        }
        documents.add(
                new Document(EventType.FULFILMENT_PICKED, goods(random, EventType.FULFILMENT_PICKED, "wms", "P1")));
        documents.add(new Document(
                EventType.FULFILMENT_SHORT_PICKED,
                Fulfilments.shortPicked("pos", "P2", "O1", "TEE", "2", String.valueOf(random.nextInt(3)))));
        return documents;
    }

    private static ObjectNode goods(Random random, EventType type, String system, String id) {
        String sku = List.of("TEE", "TEE", "MUG", "CAP").get(random.nextInt(4));
        String quantity = String.valueOf(1 + random.nextInt(2));
        ObjectNode fact = type == EventType.SHIPMENT_CONFIRMED
                ? Fulfilments.shipped(system, id, "O1", sku, quantity)
                : Fulfilments.step(system, id, "O1", sku, quantity);
        if (random.nextBoolean()) {
            fact.put("location", "W1");
        } else if (random.nextInt(3) == 0) {
            fact.remove("location");
        }
        if (random.nextInt(3) == 0) {
            ((ObjectNode) fact.at("/lines/0")).put("orderLineId", "L" + random.nextInt(3));
        }
        return fact;
    }

    private static ObjectNode order(Random random, int revision) {
        ObjectNode order = Events.order(
                        "O1", revision, revision == 4 && random.nextBoolean() ? "cancelled" : "open", "", "1", "0")
                .put("location", "S" + (1 + random.nextInt(2)));
        ArrayNode lines = order.putArray("lines");
        List<String> skus = List.of("TEE", "MUG", "TEE");
        for (int line = 0; line < skus.size(); line++) {
            if (random.nextInt(4) > 0) {
                ObjectNode cells = lines.addObject()
                        .put("id", "L" + line)
                        .put("sku", skus.get(line))
                        .put("quantity", String.valueOf(1 + random.nextInt(3)))
                        .put("fulfilled", String.valueOf(random.nextInt(Math.max(1, revision - 1))));
                cells.putObject("lineTotal").put("amount", "10.00").put("currency", "EUR");
            }
        }
        return order;
    }

    private static List<String> rows(PostingBed bed, String query) {
        return bed.sql
                .sql("select row_to_json(r)::text from (" + query + ") r")
                .query(String.class)
                .list();
    }
}
