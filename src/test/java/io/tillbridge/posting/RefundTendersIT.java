package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Refunds that name no tenders, in the tables: whatever batches they come in, money goes back the way it came. */
class RefundTendersIT {

    private static ObjectNode order() {
        ObjectNode order = JournalIT.order(1, "3", "paid");
        ((ObjectNode) order.path("payment")).put("kind", "cash");
        ((ObjectNode) order.path("totals"))
                .set("giftCard", JournalIT.json("{'a':'EUR 50.00'}").path("a"));
        return order;
    }

    /** One of three pieces of 119.00: 39.66, 39.67 and 39.67. */
    private static ObjectNode back(String id) {
        ObjectNode back = Events.returned(id, "TEE", "1", "none");
        ((ObjectNode) back.at("/lines/0")).put("orderLineId", "L1");
        return back;
    }

    private static List<String> tenders(PostingBed bed) {
        return bed.sql.sql("""
                        select l.a || ' ' || sum(l.v) from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
                         where kind = 'return' and l.a in ('cash', 'card_clearing', 'gift_card_liability')
                         group by l.a having sum(l.v) <> 0 order by 1""").query(String.class).list();
    }

    @Test
    void refundsTakeFromEachTenderWhatItPaidInOneBatchAndInSeveral() {
        for (boolean atOnce : List.of(true, false)) {
            PostingBed bed = new PostingBed("TEE");
            bed.post(ORDER, order());
            if (atOnce) {
                bed.post(RETURN, back("A"), back("B"));
            } else {
                bed.post(RETURN, back("A"));
                bed.post(RETURN, back("B"));
            }
            assertThat(tenders(bed)).containsExactly("cash -29.33", "gift_card_liability -50.00");

            bed.post(RETURN, back("C"));
            assertThat(tenders(bed)).containsExactly("cash -69.00", "gift_card_liability -50.00");
            assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
        }
    }

    @Test
    void aRefundWithItsOrderInOneBatchKnowsIt() {
        PostingBed bed = new PostingBed("TEE");
        bed.postBatch(List.of(bed.arrival(RETURN, back("A"), null), bed.arrival(ORDER, order(), null)));

        assertThat(tenders(bed)).containsExactly("gift_card_liability -39.66");
    }

    @Test
    void aRepostedRefundIsPaidByWhatTheOthersHaveLeft() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed bed = new PostingBed(List.of(), mappings, "TEE");
        RepostBed reposts = new RepostBed(bed, mappings);
        bed.post(ORDER, order());
        bed.post(RETURN, back("A"));
        mappings.active = 3;
        List<UUID> misread = bed.post(RETURN, back("B"));
        assertThat(tenders(bed)).as("four pieces more").containsExactly("cash -69.00", "gift_card_liability -50.00");

        reposts.repost(2, misread);

        assertThat(tenders(bed)).containsExactly("cash -29.33", "gift_card_liability -50.00");
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }
}
