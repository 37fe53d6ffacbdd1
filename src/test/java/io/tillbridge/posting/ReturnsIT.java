package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Return;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Goods that come back go where their condition says, once, and only by a return. */
class ReturnsIT {

    private static ObjectNode returned(String id, String restock, String condition) {
        ObjectNode returned = Events.returned(id, "TEE", "1", restock);
        ((ObjectNode) returned.at("/lines/0")).put("condition", condition);
        return returned;
    }

    private static String buckets(PostingBed bed) {
        return bed.sql
                .sql(
                        "select coalesce(string_agg(concat_ws('/', location, trim_scale(sellable), trim_scale(damaged),"
                                + " trim_scale(quality_hold), trim_scale(claimed)), ' ' order by location), '') from stock_balance")
                .query(String.class)
                .single();
    }

    @Test
    void aConditionDecidesTheBucketAndNothingReceivedStaysNothing() {
        PostingBed bed = new PostingBed("TEE");
        bed.post(RETURN, returned("T-1", "sellable", "A"), returned("T-2", "sellable", "B"));
        bed.post(RETURN, returned("T-3", "sellable", "D"), returned("T-4", "none", "A"));
        bed.post(RETURN, returned("T-5", "sellable", "X"), returned("T-6", "quality_hold", "A"));
        assertThat(buckets(bed)).isEqualTo("S1/2/1/1/0");

        bed.post(RETURN, returned("T-7", "sellable", "F"));
        assertThat(buckets(bed)).isEqualTo("S1/2/1/2/0");
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from conflict")
                        .query(String.class)
                        .list())
                .containsExactly("return_review return|shop|T-7|1");
    }

    @Test
    void aTableThatSaysAConditionTwiceOrNoBucketIsRefusedWithItsLine() {
        Problems problems = new Problems();
        ReturnRules.read(HomeFiles.of(Map.of(ReturnRules.FILE, """
                        conditions:
                          - {condition: A, bucket: sellable}
                          - {condition: A, bucket: damaged}
                          - {condition: G, bucket: shelf}
                        """)), problems);

        assertThat(problems.list()).hasSize(3);
    }

    @Test
    void aReturnWithoutAnOrderIsLookedAtBeyondTheLimits() {
        BlindReturns limits = new BlindReturns(new BigDecimal("100"), Set.of("gift_card"), null);
        ObjectNode body = Events.returned("T-1", "TEE", "1", "sellable");
        body.putObject("totals").putObject("grand").put("amount", "100.01").put("currency", "EUR");
        body.putArray("tenders").addObject().put("kind", "cash");
        Return named = (Return) CanonicalReader.read(RETURN, body, PostingBed.NOW);
        assertThat(limits.broken(named, body)).as("of an order").isNull();

        body.remove("orderId");
        Return blind = (Return) CanonicalReader.read(RETURN, body, PostingBed.NOW);
        assertThat(limits.broken(blind, body)).isEqualTo("{\"paid\":\"100.01\",\"most\":\"100\",\"tender\":\"cash\"}");
        assertThat(BlindReturns.ANY.broken(blind, body)).isNull();
        ((ObjectNode) body.at("/totals/grand")).put("amount", "100.00");
        ((ObjectNode) body.at("/tenders/0")).put("kind", "gift_card");
        assertThat(limits.broken(blind, body)).isNull();
    }

    /** Cancel, refund, return and deletion of an order in any sequence, some of it twice: nothing is restocked twice. */
    @Test
    void noSequenceOfCancelRefundReturnAndDeletionRestocksTwice() {
        record Told(EventType type, ObjectNode body) {}
        ObjectNode elsewhere = Events.returned("T-1", "TEE", "1", "sellable").put("location", "S2");
        List<Told> story = List.of(
                new Told(ORDER, Events.order("O1", 1, "open", "TEE", "2", "0")),
                new Told(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "TEE", "1")),
                new Told(ORDER, Events.order("O1", 2, "open", "TEE", "1", "0")), // one refunded before it left
                new Told(ORDER, Events.order("O1", 3, "cancelled", "TEE", "1", "0")),
                new Told(RETURN, Events.returned("F-1", "TEE", "1", "none")), // the refund of what left
                new Told(RETURN, elsewhere), // what left comes back, to another store
                new Told(ORDER, Events.order("O1", 4, "cancelled", "TEE", "0", "0"))); // deleted
        for (int n = 0; n < 12; n++) {
            List<Told> told = new ArrayList<>(story);
            told.addAll(story);
            Collections.shuffle(told, new Random(n));
            PostingBed bed = new PostingBed("TEE");
            bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
            for (Told one : told) {
                bed.post(one.type(), one.body());
                bed.postReady();
            }

            assertThat(buckets(bed)).as("sequence %s", n).isEqualTo("S1/9/0/0/0 S2/1/0/0/0");
        }
    }
}
