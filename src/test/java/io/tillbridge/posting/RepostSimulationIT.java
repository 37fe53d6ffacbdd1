package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.ReadyDocument;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random streams of everything that is posted, some of it under a version that misreads it, reposted at random times under
 * the right one: the books end as those that never saw the wrong version.
 */
class RepostSimulationIT {

    private static final List<String> SKUS = List.of("TEE", "MUG", "CAP");

    private static final List<String> BOOKS = List.of(
            "select sku, location, trim_scale(sellable), trim_scale(damaged), trim_scale(quality_hold), trim_scale(claimed)"
                    + " from stock_balance where (sellable, damaged, quality_hold, claimed) <> (0, 0, 0, 0) order by 1, 2",
            "select claim_key, sku, location, trim_scale(quantity), fulfilment, channel, promised_at from stock_claim"
                    + " where quantity > 0 order by 1",
            "select system, order_id, revision, state, document, encode(content_hash, 'hex'), mapping, message_id, departures, fulfilments, ordered"
                    + " from sales_order order by 1, 2",
            """
            select message_id, sku, from_place, from_bucket, to_place, to_bucket, reason, occurred_at, lot, serial,
                   trim_scale(sum(quantity))
              from stock_movement m
             where reverses is null and not exists (select from stock_movement r where r.reverses = m.movement_id)
               and reason <> 'count'
             group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
            """,
            "select kind, subject from conflict where kind in ('serial_in_stock', 'serial_not_there') and resolved_at is null"
                    + " order by 1, 2",
            "select sku, location, bucket, lot, trim_scale(quantity) from stock_lot where quantity <> 0 order by 1, 2, 3, 4",
            """
            select message_id, sku, place, bucket, occurred_at, trim_scale(sum(quantity)) from (
                select message_id, sku, to_place as place, to_bucket as bucket, occurred_at, reason, reverses, movement_id, quantity
                  from stock_movement
                union all
                select message_id, sku, from_place, from_bucket, occurred_at, reason, reverses, movement_id, -quantity
                  from stock_movement) as leg
             where reason = 'count' and reverses is null and place <> 'loss'
               and not exists (select from stock_movement r where r.reverses = leg.movement_id)
             group by 1, 2, 3, 4, 5 having sum(quantity) <> 0 order by 1, 2, 3, 4, 5
            """,
            "select message_id, sku, location, bucket, trim_scale(quantity), counted_at, state from shelf_count"
                    + " where state <> 'superseded' order by 1, 2, 3, 4",
            "select connection, sku, location, trim_scale(quantity), observed_at, message_id from stock_observation order by 1, 2, 3",
            "select sku, location, message_id, trim_scale(quantity) from stock_count order by 1, 2, 3",
            "select sku, name, gtin, revision from item order by 1",
            """
            select ledger, currency, l.a, sum(l.v) from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
             group by 1, 2, 3 having sum(l.v) <> 0 order by 1, 2, 3
            """,
            "select payment, sale, number, store, trim_scale(amount) as amount, told, state, trim_scale(taken) as taken, taken_kind,"
                    + " message_id, settled_by from pending_tender order by 1, 2, 3",
            "select kind, subject from conflict where kind in ('tender_declined', 'tender_differs') and resolved_at is null"
                    + " order by 1, 2",
            "select f.fact_key, f.message_id, encode(f.content_hash, 'hex'), f.mapping_version, m.mapping_version as stamped, occurred_at"
                    + " from fact f join message m using (message_id) where m.state = 'posted' order by 1");

    private static final String SUMS = """
            select sku, place, bucket, trim_scale(sum(quantity)) from (
                select sku, to_place as place, to_bucket as bucket, quantity from stock_movement
                union all
                select sku, from_place, from_bucket, -quantity from stock_movement) as leg
             where place like 'S_' group by 1, 2, 3 having sum(quantity) <> 0 order by 1, 2, 3
            """;

    private static final String BALANCES = """
            select sku, location as place, bucket, trim_scale(quantity) from stock_balance,
                   lateral (values ('sellable', sellable), ('damaged', damaged),
                   ('quality_hold', quality_hold)) as b (bucket, quantity)
             where quantity <> 0 order by 1, 2, 3
            """;

    private record Document(EventType type, ObjectNode body, boolean misread) {}

    @ParameterizedTest(name = "seed {0}, at most {1} in a batch")
    @CsvSource({"1, 1", "2, 4", "3, 9", "4, 3", "5, 9", "8, 7", "35, 9", "42, 7", "208, 5"})
    void afterARepostTheBooksAreAsIfTheWrongVersionHadNeverBeen(long seed, int most) {
        afterARepost(seed, most, false);
    }

    /** Places that people count, by documents that are misread too, in any order with what they count. */
    @ParameterizedTest(name = "seed {0}, at most {1} in a batch")
    @CsvSource({"101, 1", "103, 3", "104, 4", "105, 5"})
    void countsHoldTheirFiguresThroughReposts(long seed, int most) {
        afterARepost(seed, most, true);
    }

    static void afterARepost(long seed, int most, boolean counted) {
        PostingBed right = bed(new TwistedMappings());
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = bed(mappings);
        RepostBed reposts = new RepostBed(wrong, mappings);
        Random random = new Random(seed);
        List<List<Document>> batches = batches(random, most, counted);
        for (List<Document> batch : batches) {
            mappings.active = batch.get(0).misread() ? 3 : 2;
            post(wrong, arrivals(wrong, batch));
            post(right, arrivals(right, batch));
            wrong.clock.advance(Duration.ofSeconds(1));
            right.clock.advance(Duration.ofSeconds(1));
            if (random.nextInt(12) == 0) {
                reposts.repost(3, some(random, reposts.stamped(2)));
            }
            if (random.nextInt(12) == 0) {
                reposts.repost(2, some(random, reposts.stamped(3)));
            }
        }
        RepostRun last = reposts.repost(2, reposts.stamped(3));

        assertThat(last.state()).isEqualTo("finished");
        assertThat(reposts.refusals(last)).isEmpty();
        assertThat(reposts.stamped(3)).isEmpty();
        for (String rows : BOOKS) {
            assertThat(rows(wrong, rows)).as("seed %s: %s", seed, rows).containsExactlyElementsOf(rows(right, rows));
        }
        assertThat(rows(wrong, SUMS)).isEqualTo(rows(wrong, BALANCES));
        if (counted) {
            figuresAreWhatWasCounted(right);
            figuresAreWhatWasCounted(wrong);
        }
        assertThat(new JournalCheck(wrong.sql).findings(10)).isEmpty();
        assertThat(wrong.count("journal_entry where reversal_of is not null")).isPositive();
        assertThat(wrong.count("fact_repost")).isPositive();
        assertThat(wrong.count("stock_movement where reverses is not null")).isPositive();
        assertThat(wrong.count("stock_movement where reverses is not null and serial is not null"))
                .isPositive();
    }

    /**
     * As above, but the version is right all the time: rows of its value map are wrong at times. Then some are reposted by
     * the wrong rows on purpose: the others stay what they were posted as, whatever the rows say now.
     */
    @ParameterizedTest(name = "seed {0}, at most {1} in a batch")
    @CsvSource({"6, 4", "7, 2"})
    void afterACorrectedRowARepostMakesTheBooksAsIfItHadBeenRightFromTheStart(long seed, int most) {
        CodedMappings right = new CodedMappings(SKUS.toArray(new String[0]));
        CodedMappings mixed = new CodedMappings(SKUS.toArray(new String[0]));
        CodedMappings hub = new CodedMappings(SKUS.toArray(new String[0]));
        Random random = new Random(seed);
        Set<Long> wrongSets = new TreeSet<>();
        Set<UUID> chosen = new TreeSet<>();
        for (List<Document> batch : translatable(batches(random, most, false))) {
            hub.rows(batch.get(0).misread());
            if (hub.wrong()) {
                wrongSets.add(hub.set());
            }
            mixed.rows(random.nextInt(3) == 0);
            for (CodedMappings one : List.of(right, mixed, hub)) {
                List<ReadyDocument> arrivals = arrivals(one.bed, batch);
                post(one.bed, arrivals);
                one.bed.clock.advance(Duration.ofSeconds(1));
                if (mixed.wrong()) {
                    arrivals.forEach(ready -> chosen.add(ready.document().messageId()));
                }
            }
            if (random.nextInt(6) == 0) {
                hub.reposts.repost(2, some(random, stampedUnder(hub, wrongSets, !hub.wrong())));
            }
        }
        hub.rows(false);
        repostAll(hub, stampedUnder(hub, wrongSets, true));
        sameBooks(seed, hub, right);

        hub.rows(true);
        repostAll(
                hub,
                stampedUnder(hub, wrongSets, false).stream()
                        .filter(chosen::contains)
                        .toList());
        sameBooks(seed, hub, mixed);
        assertThat(wrongSets).hasSizeGreaterThan(3);
    }

    private static void post(PostingBed bed, List<ReadyDocument> arrivals) {
        bed.postBatch(arrivals);
        do {
            bed.clock.advance(Duration.ofSeconds(1)); // what waited for its order is posted behind it
        } while (bed.postReady() > 0);
    }

    /** Without what this mapping has no rows for. */
    private static List<List<Document>> translatable(List<List<Document>> batches) {
        return batches.stream()
                .map(batch -> batch.stream()
                        .filter(one -> !List.of("fulfilment", "payment")
                                        .contains(one.type().schema())
                                && one.type() != EventType.SHIPMENT_CONFIRMED)
                        .toList())
                .filter(batch -> !batch.isEmpty())
                .toList();
    }

    private static void repostAll(CodedMappings hub, List<UUID> messages) {
        RepostRun run = hub.reposts.repost(2, messages);
        assertThat(run.state()).isEqualTo("finished");
        assertThat(hub.reposts.refusals(run)).allMatch(code -> code.equals("already_so"));
        assertThat(run.reposted()).isPositive();
    }

    /** At the instant of every posted count the movements that occurred until then make its figure. */
    private static void figuresAreWhatWasCounted(PostingBed bed) {
        assertThat(rows(bed, """
                select c.sku, c.location, c.bucket, c.counted_at, trim_scale(c.quantity) as counted, trim_scale(sum(v.change))
                  from shelf_count c
                  join lateral (select case when m.to_place = c.location and m.to_bucket = c.bucket then m.quantity else 0 end
                                       - case when m.from_place = c.location and m.from_bucket = c.bucket
                                              then m.quantity else 0 end as change
                                  from stock_movement m
                                 where m.sku = c.sku and m.occurred_at <= c.counted_at) v on true
                 where c.state = 'posted'
                   and not exists (select from shelf_count o
                                    where (o.sku, o.location, o.bucket, o.counted_at, o.state)
                                          = (c.sku, c.location, c.bucket, c.counted_at, 'posted') and o.message_id > c.message_id)
                 group by c.count_id having sum(v.change) <> c.quantity
                """)).isEmpty();
        assertThat(bed.count("shelf_count where state = 'posted'")).isGreaterThan(8);
    }

    private static void sameBooks(long seed, CodedMappings hub, CodedMappings expected) {
        for (String rows : BOOKS) {
            assertThat(rows(hub.bed, rows))
                    .as("seed %s: %s", seed, rows)
                    .containsExactlyElementsOf(rows(expected.bed, rows));
        }
        assertThat(rows(hub.bed, SUMS)).isEqualTo(rows(hub.bed, BALANCES));
    }

    /** Messages that are stamped with one of these sets, or with another one. */
    private static List<UUID> stampedUnder(CodedMappings hub, Set<Long> sets, boolean these) {
        return hub.bed
                .sql
                .sql(
                        "select message_id from message where fact_key is not null and (state = 'posted' or event_type = 'order'"
                                + " and reason in ('stale', 'repeat')) and (mapping_set = any (?::bigint[])) = ? order by 1")
                .params(sets.toArray(Long[]::new), these)
                .query(UUID.class)
                .list();
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
        // An empty set is no repost
        return some.isEmpty() ? List.of(new UUID(0, 1)) : some;
    }

    private static List<ReadyDocument> arrivals(PostingBed bed, List<Document> batch) {
        return batch.stream()
                .map(document -> bed.arrival(document.type(), document.body(), null))
                .toList();
    }

    private static List<String> rows(PostingBed bed, String query) {
        return bed.sql
                .sql("select row_to_json(r)::text from (" + query + ") r")
                .query(String.class)
                .list();
    }

    private static List<List<Document>> batches(Random random, int most, boolean counted) {
        List<Document> documents = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            int revision = 1;
            for (int r = 1 + random.nextInt(6); r > 0; r--) {
                documents.add(new Document(EventType.ORDER, order(random, "O" + n, revision), false));
                revision += random.nextInt(3);
            }
            goods(random, "O" + n, documents);
            documents.add(
                    new Document(EventType.SALE, paid(Events.sale("S" + n, sku(random), quantity(random, 1))), false));
            documents.add(new Document(
                    EventType.STOCK_RECEIVED, Events.received("R" + n, sku(random), quantity(random, 1)), false));
            documents.add(new Document(
                    EventType.RETURN, Events.returned("T" + n, sku(random), quantity(random, 1), "sellable"), false));
            documents.add(new Document(EventType.RETURN, refund(n), false));
            documents.add(new Document(EventType.STOCK_ADJUSTED, adjusted(random, "A" + n), false));
            documents.add(new Document(
                    EventType.ITEM_UPSERTED, Events.item(SKUS.get(n % 3), 1 + n).put("name", "name " + n), false));
            for (int s = 0; s < 2; s++) {
                String at = Instant.parse("2026-11-21T10:00:00Z")
                        .plusSeconds(60L * random.nextInt(180))
                        .toString();
                documents.add(new Document(
                        EventType.STOCK_SNAPSHOT, Events.snapshot(sku(random), quantity(random, 0), at), false));
            }
        }
        documents.forEach(document -> traced(document.body()));
        if (counted) {
            counted(random, documents);
        }
        for (int i = 1; i < documents.size(); i++) {
            if (random.nextInt(3) == 0) {
                Collections.swap(documents, i, Math.max(0, i - 1 - random.nextInt(6)));
            }
        }
        List<List<Document>> batches = new ArrayList<>();
        for (int from = 0; from < documents.size(); ) {
            int to = Math.min(documents.size(), from + 1 + random.nextInt(most));
            boolean misread = random.nextInt(3) == 0;
            batches.add(documents.subList(from, to).stream()
                    .map(one -> new Document(one.type(), one.body(), misread))
                    .toList());
            from = to;
        }
        return payments(batches);
    }

    /** What became of the tenders that are pending, before their sale or after it; some misread as well. */
    private static List<List<Document>> payments(List<List<Document>> batches) {
        List<List<Document>> more = new ArrayList<>(batches);
        for (List<Document> batch : batches) {
            for (Document sale : batch) {
                String payment = sale.body().at("/tenders/0/payment").asText(null);
                if (payment != null) {
                    Random random = new Random(payment.hashCode());
                    for (EventType type : List.of(EventType.PAYMENT_DECLINED, EventType.PAYMENT_CAPTURED)) {
                        int at = random.nextInt(more.size());
                        List<Document> with = new ArrayList<>(more.get(at));
                        if (random.nextInt(3) > 0) {
                            with.add(new Document(
                                    type,
                                    payment(
                                            payment,
                                            random.nextInt(5) == 0
                                                    ? eur(random.nextInt(2000))
                                                    : sale.body().at("/totals/grand")),
                                    with.get(0).misread()));
                        }
                        more.set(at, with);
                    }
                }
            }
        }
        return more;
    }

    private static ObjectNode payment(String id, JsonNode amount) {
        ObjectNode payment = ExactJson.nodes().objectNode();
        return payment.put("system", "shop")
                .put("id", id)
                .put("occurredAt", "2026-11-21T11:00:00Z")
                .put("kind", "card")
                .set("amount", amount);
    }

    /** Half of the facts name a piece, some a lot. From the document alone, so the same each time. */
    private static void traced(ObjectNode document) {
        boolean fact = document.has("soldAt")
                || document.has("receivedAt")
                || document.has("returnedAt")
                || document.has("shippedAt");
        Random random = new Random(document.toString().hashCode());
        if (fact && random.nextBoolean()) {
            Traceable.serials(document, "P" + random.nextInt(4));
        }
        if (fact && random.nextInt(3) == 0) {
            Traceable.lot(document, "L" + random.nextInt(2), null);
        }
    }

    /** Sales and receipts of all hours, and counts of them, at a place whose figure no system sets. */
    private static void counted(Random random, List<Document> documents) {
        for (int n = 0; n < 12; n++) {
            documents.add(new Document(
                    EventType.SALE,
                    paid(Events.sale("C" + n, sku(random), quantity(random, 1)))
                            .put("location", "S2")
                            .put("soldAt", at(random)),
                    false));
            documents.add(new Document(
                    EventType.STOCK_RECEIVED,
                    Events.received("CR" + n, sku(random), quantity(random, 1))
                            .put("location", "S2")
                            .put("receivedAt", at(random)),
                    false));
            ObjectNode counted = Events.counted("CC" + n, sku(random), quantity(random, 0), at(random))
                    .put("location", "S2");
            if (random.nextInt(4) == 0) {
                ((ObjectNode) counted.path("lines").path(0)).put("bucket", "damaged");
            }
            documents.add(new Document(EventType.STOCK_COUNTED, counted, false));
        }
        Collections.shuffle(documents, random);
    }

    private static String at(Random random) {
        return Instant.parse("2026-11-21T09:00:00Z")
                .plusSeconds(60L * random.nextInt(200))
                .toString();
    }

    /** What warehouses and the shop say of an order's goods, be it before anybody told of the order. */
    private static void goods(Random random, String order, List<Document> documents) {
        for (String system : List.of("wms", "shop")) {
            for (int f = random.nextInt(3); f > 0; f--) {
                ObjectNode shipped =
                        Fulfilments.shipped(system, order + "-" + f, order, sku(random), quantity(random, 1));
                documents.add(new Document(EventType.SHIPMENT_CONFIRMED, shipped, false));
            }
        }
        documents.add(new Document(
                EventType.FULFILMENT_SHORT_PICKED,
                Fulfilments.shortPicked("wms", order + "-s", order, sku(random), "9", quantity(random, 0)),
                false));
    }

    /** Of an order, whether or not its goods have left; some are misread. */
    private static ObjectNode refund(int n) {
        ObjectNode refund = Events.returned("B" + n, SKUS.get(0), "1", "none")
                .put("orderId", "O" + n)
                .put("currency", "EUR");
        refund.putObject("totals").set("grand", eur(150 + 210 * n));
        return n % 2 == 0 ? refund.put("grandUnderV3", "9.99") : refund;
    }

    private static ObjectNode order(Random random, String id, int revision) {
        String state = List.of("open", "open", "open", "completed", "cancelled").get(random.nextInt(5));
        ObjectNode order =
                Events.order(id, revision, state, "", "1", "0").put("location", "S" + (1 + random.nextInt(2)));
        ArrayNode lines = order.putArray("lines");
        for (int line = 0; line < SKUS.size(); line++) {
            if (random.nextInt(3) > 0) {
                lines.addObject()
                        .put("id", "L" + line)
                        .put("sku", sku(random))
                        .put("quantity", quantity(random, 0))
                        .put("fulfilled", quantity(random, 0));
            }
        }
        return terms(money(order), revision);
    }

    /** Some revisions say when and how, and the next something else. */
    private static ObjectNode terms(ObjectNode order, int revision) {
        if (revision % 3 > 0) {
            order.put("promisedAt", "2026-11-2" + (2 + revision % 5) + "T12:00:00Z");
            order.put("fulfilment", revision % 3 == 1 ? "ship_from_store" : "marketplace");
        }
        return order;
    }

    private static ObjectNode paid(ObjectNode sale) {
        ObjectNode totals = money(sale);
        ObjectNode tender = sale.putArray("tenders").addObject();
        tender.set("amount", totals.at("/totals/grand"));
        String receipt = sale.path("receiptNumber").asText();
        if (receipt.hashCode() % 3 == 0) {
            tender.put("kind", "cash");
        } else {
            // Two receipts are paid by one payment
            int shared = Integer.parseInt(receipt.substring(1)) / 2;
            tender.put("kind", "card").put("state", "pending").put("payment", receipt.charAt(0) + "P" + shared);
        }
        return sale;
    }

    /** Lines cost what they say; now and then the total is another. From the document alone, so the same each time. */
    private static ObjectNode money(ObjectNode document) {
        Random random = new Random(document.toString().hashCode());
        int sum = 0;
        for (JsonNode line : document.path("lines")) {
            int amount = 100 + random.nextInt(900);
            sum += amount;
            ((ObjectNode) line).set("lineTotal", eur(amount));
        }
        document.putObject("totals").set("grand", eur(random.nextInt(8) == 0 ? sum + 100 : sum));
        document.putObject("payment").put("state", random.nextBoolean() ? "paid" : "pending");
        return document;
    }

    private static ObjectNode eur(int cents) {
        return ExactJson.nodes()
                .objectNode()
                .put("amount", BigDecimal.valueOf(cents, 2).toPlainString())
                .put("currency", "EUR");
    }

    private static ObjectNode adjusted(Random random, String id) {
        ObjectNode adjusted = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("adjustedAt", "2026-11-21T10:30:00Z")
                .put("reason", "found");
        adjusted.putArray("lines")
                .addObject()
                .put("id", "1")
                .put("sku", sku(random))
                .put("quantity", quantity(random, 1));
        return adjusted;
    }

    private static String sku(Random random) {
        return SKUS.get(random.nextInt(SKUS.size()));
    }

    private static String quantity(Random random, int least) {
        return String.valueOf(least + random.nextInt(6));
    }
}
