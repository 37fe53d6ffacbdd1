package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ADVANCE_NOTICE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdvanceNoticesIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    @Test
    void whatIsAnnouncedIsExpectedAndNoStock() {
        bed.post(ADVANCE_NOTICE, notice("N1", null, "TEE", "10"));

        assertThat(lines()).isEqualTo("N1 TEE 10-0 2026-11-25");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("none");
        assertThat(bed.sql
                        .sql("select sku || ' ' || location || ' ' || expected_on || ' ' || trim_scale(remaining)"
                                + " from advance_notice_line")
                        .query(String.class)
                        .single())
                .isEqualTo("TEE S1 2026-11-25 10");
    }

    @Test
    void receiptsCountAgainstTheNoticeThatTheyNameWhicheverCameFirst() {
        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "4").put("notice", "N1"));
        bed.post(ADVANCE_NOTICE, notice("N1", "PO", "TEE", "10"));
        assertThat(lines()).isEqualTo("N1 TEE 10-4 2026-11-25");

        bed.post(STOCK_RECEIVED, Events.received("R2", "TEE", "6").put("notice", "N1"));
        bed.post(STOCK_RECEIVED, Events.received("R2", "TEE", "6").put("notice", "N1"));

        assertThat(lines()).isEqualTo("N1 TEE 10-10 2026-11-25");
        assertThat(bed.balance("TEE", "S1")).startsWith("10/0");
    }

    @Test
    void aReceiptThatNamesTheOrderFillsItsNoticesTheOldestFirst() {
        bed.post(ADVANCE_NOTICE, notice("N2", "PO", "TEE", "5").put("sentAt", "2026-11-20T09:00:00Z"));
        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "7").put("purchaseOrder", "PO"));
        bed.post(
                ADVANCE_NOTICE,
                notice("N1", "PO", "TEE", "4").put("sentAt", "2026-11-19T09:00:00Z"),
                notice("N3", "other", "TEE", "3"));

        assertThat(lines()).isEqualTo("N1 TEE 4-4 2026-11-25, N2 TEE 5-3 2026-11-25, N3 TEE 3-0 2026-11-25");

        bed.post(STOCK_RECEIVED, Events.received("R2", "TEE", "3").put("notice", "N2"));
        assertThat(lines()).isEqualTo("N1 TEE 4-4 2026-11-25, N2 TEE 5-6 2026-11-25, N3 TEE 3-0 2026-11-25");
        assertThat(discrepancies()).containsExactly("notice|shop|N2|TEE");
    }

    @Test
    void moreThanWasAnnouncedIsKeptAndRaisedUntilItIsTakenBack() {
        bed.post(ADVANCE_NOTICE, notice("N1", null, "TEE", "10"));
        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "12").put("notice", "N1"));
        assertThat(bed.balance("TEE", "S1")).startsWith("12/0");
        assertThat(discrepancies()).containsExactly("notice|shop|N1|TEE");
        assertThat(bed.sql
                        .sql("select detail from conflict where kind = 'receipt_discrepancy'")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"sku\":\"TEE\",\"expected\":\"10\",\"received\":\"12\"}");

        bed.post(STOCK_RECEIVED, Events.received("R2", "TEE", "-2").put("notice", "N1"));
        assertThat(discrepancies()).isEmpty();
    }

    @Test
    void goodsAreReceivedIntoTheBucketThatTheReceiptSays() {
        ObjectNode received = Events.received("R1", "TEE", "4");
        ((ObjectNode) received.at("/lines/0")).put("bucket", "quality_hold");

        bed.post(STOCK_RECEIVED, received);

        assertThat(bed.sql
                        .sql("select trim_scale(sellable) || '/' || trim_scale(quality_hold) from stock_balance")
                        .query(String.class)
                        .single())
                .isEqualTo("0/4");
    }

    @Test
    void repostedNoticesAndReceiptsLeaveWhatTheRightVersionWouldHaveMade() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        mappings.active = 3;
        wrong.post(ADVANCE_NOTICE, notice("N1", "PO", "MUG", "7"));
        wrong.post(STOCK_RECEIVED, Events.received("R1", "MUG", "2").put("notice", "N1"));
        wrong.post(STOCK_RECEIVED, Events.received("R2", "MUG", "1").put("purchaseOrder", "PO"));
        assertThat(lines(wrong)).isEqualTo("N1 CAP 10-9 2026-11-25");

        reposts.repost(2, reposts.stamped(3));

        assertThat(lines(wrong)).isEqualTo("N1 MUG 7-3 2026-11-25");
        assertThat(wrong.count("advance_notice_line where location = 'S1'")).isOne();
    }

    private static ObjectNode notice(String id, @Nullable String order, String sku, String quantity) {
        ObjectNode notice = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("sentAt", "2026-11-20T10:00:00Z")
                .put("expectedAt", "2026-11-25T10:00:00Z");
        if (order != null) {
            notice.put("purchaseOrder", order);
        }
        notice.putArray("lines").addObject().put("id", "1").put("sku", sku).put("quantity", quantity);
        return notice;
    }

    private List<String> discrepancies() {
        return bed.sql
                .sql(
                        "select subject from conflict where kind = 'receipt_discrepancy' and resolved_at is null order by 1")
                .query(String.class)
                .list();
    }

    private String lines() {
        return lines(bed);
    }

    /** Of each line what is expected and received, and its day. */
    private static String lines(PostingBed bed) {
        return bed.sql.sql("""
                        select string_agg(notice_id || ' ' || sku || ' ' || trim_scale(expected) || '-' || trim_scale(received)
                               || ' ' || expected_on, ', ' order by notice_id, sku)
                          from advance_notice join advance_notice_line using (consignment)""").query(String.class).single();
    }
}
