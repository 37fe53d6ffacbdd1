package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.canonical.EventType;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.stock.TransferKey;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransfersIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    private record Event(EventType type, ObjectNode body) {}

    @Test
    void whatIsSentIsUnderWayUntilItArrives() {
        bed.post(STOCK_TRANSFER_SENT, Transferred.sent("1", "T", "TEE", "10"));
        assertThat(transfer("T")).isEqualTo("open TEE 10-0-0");
        assertThat(bed.balance("TEE", "S1")).startsWith("-10/0");
        assertThat(place("in_transit", "TEE")).isEqualTo("10");

        bed.post(STOCK_TRANSFER_RECEIVED, Transferred.received("2", "T", "TEE", "4"));
        assertThat(transfer("T")).isEqualTo("open TEE 10-4-0");

        bed.post(STOCK_TRANSFER_RECEIVED, Transferred.received("3", "T", "TEE", "6"));
        assertThat(transfer("T")).isEqualTo("received TEE 10-10-0");
        assertThat(bed.balance("TEE", "S2")).startsWith("10/0");
        assertThat(place("in_transit", "TEE")).isEqualTo("0");
    }

    @Test
    void goodsArriveInTheBucketThatTheReceiptSays() {
        ObjectNode received = Transferred.received("2", "T", "TEE", "4");
        ((ObjectNode) received.at("/lines/0")).put("bucket", "damaged").put("lot", "L-7");

        bed.post(STOCK_TRANSFER_RECEIVED, received);

        assertThat(bed.sql
                        .sql("select to_bucket || ' ' || lot || ' ' || consignment from stock_movement")
                        .query(String.class)
                        .single())
                .isEqualTo("damaged L-7 transfer|shop|T");
    }

    @Test
    void everyOrderOfItsEventsEndsInTheSameBooks() {
        bed.sql
                .sql("insert into item (sku, updated_at, cost, cost_currency) select 'P' || n, now(), 3, 'EUR' from"
                        + " generate_series(0, 47) n")
                .update();
        List<List<Integer>> orders = permutations(List.of(0, 1, 2, 3));
        for (int n = 0; n < 48; n++) {
            List<Event> events = events("P" + n);
            List<ReadyDocument> batch = new ArrayList<>();
            for (int each : orders.get(n % 24)) {
                Event event = events.get(each);
                batch.add(bed.arrival(event.type(), event.body(), null));
                batch.add(bed.arrival(event.type(), event.body(), null));
            }
            if (n < 24) {
                batch.forEach(one -> bed.postBatch(List.of(one)));
            } else {
                bed.postBatch(batch);
            }

            String what = "order " + orders.get(n % 24) + (n < 24 ? " one by one" : " at once");
            assertThat(transfer("P" + n)).as(what).isEqualTo("closed P" + n + " 10-7-3");
            assertThat(bed.balance("P" + n, "S1")).as(what).startsWith("-10/0");
            assertThat(bed.balance("P" + n, "S2")).as(what).startsWith("7/0");
            assertThat(place("in_transit", "P" + n)).as(what).isEqualTo("0");
            assertThat(place("loss", "P" + n)).as(what).isEqualTo("3");
            assertThat(value("P" + n)).as(what).isEqualTo("inventory -9.00, shrink 9.00");
        }
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
        assertThat(bed.count("conflict where kind = 'transfer_over_received' and resolved_at is null"))
                .isZero();
    }

    /** Ten leave, four and three arrive, then nothing more is expected. */
    private static List<Event> events(String sku) {
        return List.of(
                new Event(STOCK_TRANSFER_SENT, Transferred.sent(sku + "a", sku, sku, "10")),
                new Event(STOCK_TRANSFER_RECEIVED, Transferred.received(sku + "b", sku, sku, "4")),
                new Event(STOCK_TRANSFER_RECEIVED, Transferred.received(sku + "c", sku, sku, "3")),
                new Event(STOCK_TRANSFER_RECEIVED, Transferred.closed(sku + "d", sku)));
    }

    @Test
    void whatArrivesBeyondWhatWasSentIsKeptAndRaisedUntilTheRestIsKnown() {
        bed.post(STOCK_TRANSFER_RECEIVED, Transferred.received("2", "T", "TEE", "12"));
        assertThat(over()).isZero();
        bed.post(STOCK_TRANSFER_SENT, Transferred.sent("1", "T", "TEE", "10"));

        assertThat(bed.balance("TEE", "S2")).startsWith("12/0");
        assertThat(place("in_transit", "TEE")).isEqualTo("-2");
        assertThat(over()).isOne();
        assertThat(bed.sql
                        .sql("select subject || ' ' || detail from conflict where kind = 'transfer_over_received'")
                        .query(String.class)
                        .single())
                .isEqualTo(
                        "transfer|shop|T|TEE {\"system\":\"shop\",\"transfer\":\"T\",\"sku\":\"TEE\",\"sent\":\"10\","
                                + "\"received\":\"12\"}");

        bed.post(STOCK_TRANSFER_SENT, Transferred.sent("3", "T", "TEE", "2"));
        assertThat(over()).isZero();
        assertThat(transfer("T")).isEqualTo("received TEE 12-12-0");
    }

    @Test
    void aPersonClosesATransferOnceAndALateReceiptTakesTheLossBack() {
        TransferKey key = new TransferKey("shop", "T");
        assertThat(bed.consignments.close(key, "api:ana", null)).isFalse();
        bed.sql.sql("update item set cost = 2.50, cost_currency = 'EUR'").update();
        bed.post(STOCK_TRANSFER_SENT, Transferred.sent("1", "T", "TEE", "10"));

        assertThat(bed.consignments.close(key, "api:ana", "stolen")).isTrue();
        assertThat(bed.consignments.close(key, "api:ben", "again")).isTrue();

        assertThat(transfer("T")).isEqualTo("closed TEE 10-0-10");
        assertThat(value("TEE")).isEqualTo("inventory -25.00, shrink 25.00");
        assertThat(bed.count("audit_entry where action = 'transfer.close' and actor = 'api:ana'"))
                .isOne();
        assertThat(bed.count("audit_entry where action = 'transfer.close'")).isOne();

        bed.post(STOCK_TRANSFER_RECEIVED, Transferred.received("2", "T", "TEE", "9"));
        assertThat(transfer("T")).isEqualTo("closed TEE 10-9-1");
        assertThat(value("TEE")).isEqualTo("inventory -2.50, shrink 2.50");
        assertThat(place("in_transit", "TEE")).isEqualTo("0");
    }

    @Test
    void aRepostedEventIsToldAnewAndItsTransferWithIt() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        mappings.active = 3;
        wrong.post(STOCK_TRANSFER_SENT, Transferred.sent("1", "T", "MUG", "7"));
        List<UUID> receipts = wrong.post(
                STOCK_TRANSFER_RECEIVED, Transferred.received("2", "T", "MUG", "6"), Transferred.closed("3", "T"));
        assertThat(transfer(wrong, "T")).isEqualTo("closed CAP 10-9-1");

        reposts.repost(2, receipts);
        assertThat(transfer(wrong, "T")).isEqualTo("closed CAP 10-0-10, MUG 0-6--6");

        reposts.repost(2, reposts.stamped(3));
        assertThat(transfer(wrong, "T")).isEqualTo("closed MUG 7-6-1");
        assertThat(wrong.balance("MUG", "S2")).startsWith("6/0");
        assertThat(wrong.balance("CAP", "S2")).startsWith("0/0");
    }

    private long over() {
        return bed.count("conflict where kind = 'transfer_over_received' and resolved_at is null");
    }

    private String transfer(String id) {
        return transfer(bed, id);
    }

    /** State, and of each item what is sent, received and lost. */
    private static String transfer(PostingBed bed, String id) {
        return bed.sql.sql("""
                        select state || ' ' || string_agg(sku || ' ' || trim_scale(sent) || '-' || trim_scale(received) || '-'
                               || trim_scale(lost), ', ' order by sku)
                          from stock_transfer join stock_transfer_line using (consignment)
                         where transfer_id = ? group by state""").param(id).query(String.class).single();
    }

    private String place(String place, String sku) {
        return bed.sql
                .sql("""
                        select trim_scale(coalesce(sum(case when to_place = :place then quantity else -quantity end), 0))::text
                          from stock_movement where sku = :sku and (to_place = :place or from_place = :place)""")
                .param("place", place)
                .param("sku", sku)
                .query(String.class)
                .single();
    }

    /** What the journal makes of an item's goods. */
    private String value(String sku) {
        return bed.sql.sql("""
                        select string_agg(a || ' ' || v, ', ' order by a) from (
                            select l.a, sum(l.v) as v from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric, o text)
                             where l.o = ? group by l.a having sum(l.v) <> 0) as sums""").param(sku).query(String.class).single();
    }

    static List<List<Integer>> permutations(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        return new TreeSet<>(of)
                .stream()
                        .flatMap(first -> permutations(of.stream()
                                        .filter(one -> !one.equals(first))
                                        .toList())
                                .stream()
                                .map(rest -> IntStream.concat(
                                                IntStream.of(first),
                                                rest.stream().mapToInt(Integer::intValue))
                                        .boxed()
                                        .toList()))
                        .toList();
    }
}
