package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ADVANCE_NOTICE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.stock.NoticeKey;
import io.tillbridge.stock.NoticeQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A closed notice of which less arrived than was announced is raised with its lines, and nothing moves for it. */
class NoticeClosingsIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    @Test
    void aNoticeThatIsClosedShortIsRaisedOnceWithItsLines() {
        bed.post(ADVANCE_NOTICE, notice("N1", "PO"));
        bed.post(STOCK_RECEIVED, received("R1", "TEE", "4"));
        assertThat(shortages(bed)).isEmpty();
        bed.post(STOCK_RECEIVED, received("R2", "MUG", "3").put("closed", true));

        assertThat(shortages(bed))
                .containsExactly(
                        "notice|shop|N1 {\"lines\":[{\"sku\":\"TEE\",\"expected\":\"10\",\"received\":\"4\"}]}");
        assertThat(bed.balance("TEE", "S1")).startsWith("4/0");
        assertThat(bed.count("stock_movement")).isEqualTo(2);
        assertThat(state(bed, "N1")).isEqualTo("closed TEE 0, MUG 0");
        assertThat(bed.count("conflict")).isOne();
    }

    @Test
    void aNoticeThatIsClosedInFullIsRaisedNever() {
        bed.post(ADVANCE_NOTICE, notice("N1", "PO"));
        bed.post(STOCK_RECEIVED, received("R1", "TEE", "10"));
        bed.post(STOCK_RECEIVED, received("R2", "MUG", "3").put("closed", true));

        assertThat(bed.count("conflict")).isZero();
        assertThat(state(bed, "N1")).isEqualTo("closed TEE 0, MUG 0");
    }

    @Test
    void itEndsWhenTheRestArrivesAfterAll() {
        bed.post(ADVANCE_NOTICE, notice("N1", "PO"));
        bed.post(STOCK_RECEIVED, closing("C1", "notice", "N1"));
        assertThat(shortages(bed)).hasSize(1);

        bed.post(STOCK_RECEIVED, received("R1", "TEE", "10"), received("R2", "MUG", "3"));

        assertThat(shortages(bed)).isEmpty();
        assertThat(bed.balance("TEE", "S1")).startsWith("10/0");
    }

    @Test
    void everyOrderOfNoticeReceiptsAndClosingEndsAlike() {
        for (List<Integer> order : TransfersIT.permutations(List.of(0, 1, 2))) {
            PostingBed each = new PostingBed("TEE", "MUG");
            List<ReadyDocument> events = List.of(
                    each.arrival(ADVANCE_NOTICE, notice("N1", "PO"), null),
                    each.arrival(STOCK_RECEIVED, received("R1", "TEE", "4"), null),
                    each.arrival(STOCK_RECEIVED, closing("C1", "notice", "N1"), null));
            List<ReadyDocument> batch = new ArrayList<>();
            order.forEach(n -> batch.add(events.get(n)));
            batch.forEach(one -> each.postBatch(List.of(one)));

            assertThat(shortages(each))
                    .as("order %s", order)
                    .singleElement()
                    .satisfies(one -> assertThat(one).startsWith("notice|shop|N1 "));
            assertThat(state(each, "N1")).as("order %s", order).isEqualTo("closed TEE 0, MUG 0");
        }
    }

    @Test
    void whoClosesAnOrderClosesAllItsNotices() {
        bed.post(STOCK_RECEIVED, closing("C1", "purchaseOrder", "PO"));
        bed.post(ADVANCE_NOTICE, notice("N1", "PO"), notice("N2", "PO"), notice("N3", "other"));

        assertThat(shortages(bed)).hasSize(2);
        assertThat(state(bed, "N1")).startsWith("closed");
        assertThat(state(bed, "N3")).isEqualTo("open TEE 10, MUG 3");
    }

    @Test
    void aRepostedReceiptLeavesTheNoticeClosedOnce() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        wrong.post(ADVANCE_NOTICE, notice("N1", "PO"));
        mappings.active = 3;
        UUID misread = wrong.post(STOCK_RECEIVED, received("R1", "TEE", "7").put("closed", true))
                .get(0);
        assertThat(shortages(wrong))
                .containsExactly(
                        "notice|shop|N1 {\"lines\":[" + "{\"sku\":\"MUG\",\"expected\":\"3\",\"received\":\"0\"}]}");

        reposts.repost(2, List.of(misread));

        assertThat(state(wrong, "N1")).isEqualTo("closed TEE 0, MUG 0");
        assertThat(wrong.count("advance_notice_closing")).isOne();
        assertThat(wrong.count("conflict where kind = 'receipt_short' and resolved_at is null"))
                .isOne();
    }

    @Test
    void aPersonClosesANoticeOnceAndItIsOnRecord() {
        NoticeKey key = new NoticeKey("shop", "N1");
        assertThat(bed.consignments.close(key, "api:ana", null)).isFalse();
        bed.post(ADVANCE_NOTICE, notice("N1", "PO"));

        assertThat(bed.consignments.close(key, "api:ana", "supplier is gone")).isTrue();
        assertThat(bed.consignments.close(key, "api:ben", "again")).isTrue();

        assertThat(shortages(bed)).hasSize(1);
        assertThat(bed.count("stock_movement")).isZero();
        assertThat(bed.sql
                        .sql("select action || ' ' || subject || ' ' || actor from audit_entry")
                        .query(String.class)
                        .list())
                .containsExactly("notice.close shop/N1 api:ana");
    }

    private static ObjectNode received(String id, String sku, String quantity) {
        return Events.received(id, sku, quantity).put("notice", "N1");
    }

    /** A receipt of nothing. */
    private static ObjectNode closing(String id, String names, String name) {
        ObjectNode closing = Events.received(id, "TEE", "0").put(names, name).put("closed", true);
        closing.putArray("lines");
        return closing;
    }

    private static ObjectNode notice(String id, String order) {
        ObjectNode notice = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("purchaseOrder", order)
                .put("sentAt", "2026-11-20T10:00:00Z")
                .put("expectedAt", "2026-11-25T10:00:00Z");
        notice.putArray("lines").addObject().put("id", "1").put("sku", "TEE").put("quantity", "10");
        notice.withArray("lines").addObject().put("id", "2").put("sku", "MUG").put("quantity", "3");
        return notice;
    }

    private static List<String> shortages(PostingBed bed) {
        return bed.sql
                .sql(
                        "select subject || ' ' || detail from conflict where kind = 'receipt_short' and resolved_at is null"
                                + " order by 1")
                .query(String.class)
                .list();
    }

    /** State, and what of each line is still to come. */
    private static String state(PostingBed bed, String id) {
        NoticeQueries.Notice notice =
                new NoticeQueries(bed.sql).find(new NoticeKey("shop", id)).orElseThrow();
        List<String> lines = new ArrayList<>();
        notice.lines()
                .forEach(line -> lines.add(
                        0,
                        line.sku() + " " + line.remaining().stripTrailingZeros().toPlainString()));
        return notice.state() + " " + String.join(", ", lines);
    }
}
