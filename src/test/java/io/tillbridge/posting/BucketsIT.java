package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_ADJUSTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BucketsIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "CAP");

    @Test
    void damagedGoodsChangeTheBucketAndNothingIsLost() {
        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "10"));
        bed.post(STOCK_ADJUSTED, moved("A1", "3", "damaged"));

        assertThat(buckets("S1")).isEqualTo("7/3");
        assertThat(bed.sql
                        .sql("select from_place || ' ' || to_place || ' ' || reason || ' ' || why from stock_movement"
                                + " where reason = 'bucket'")
                        .query(String.class)
                        .single())
                .isEqualTo("S1 S1 bucket dropped");
    }

    @Test
    void whatArrivesDamagedGoesToTheDamagedBucketWithItsPieces() {
        ObjectNode received = Traceable.serials(Events.received("R1", "TEE", "10"), "A", "B");
        ((ObjectNode) received.at("/lines/0")).put("damaged", "9");

        bed.post(STOCK_RECEIVED, received);

        assertThat(buckets("S1")).isEqualTo("1/9");
        assertThat(bed.sql
                        .sql(
                                "select to_bucket || ' ' || serial from stock_movement where serial is not null order by 1")
                        .query(String.class)
                        .list())
                .as("which pieces are damaged is not told: the first ones are good")
                .containsExactly("damaged B", "sellable A");
        ObjectNode more = Events.received("R2", "TEE", "1");
        ((ObjectNode) more.at("/lines/0")).put("damaged", "2");
        assertThat(bed.state(bed.post(STOCK_RECEIVED, more).get(0))).startsWith("dead");
        assertThat(buckets("S1")).isEqualTo("1/9");
    }

    @Test
    void whatIsFoundOrLostKeepsTheReasonOfItsSource() {
        ObjectNode lost = moved("A1", "-3", "sellable");
        ((ObjectNode) lost.at("/lines/0")).remove("toBucket");

        bed.post(STOCK_ADJUSTED, lost);

        assertThat(buckets("S1")).isEqualTo("-3/0");
        assertThat(bed.sql
                        .sql("select reason || ' ' || why from stock_movement")
                        .query(String.class)
                        .single())
                .isEqualTo("adjustment dropped");
    }

    @Test
    void aMoveToTheSameBucketIsNone() {
        bed.post(STOCK_ADJUSTED, moved("A1", "3", "sellable"));

        assertThat(bed.count("stock_movement")).isZero();
    }

    @Test
    void aCountTakesARepostedMoveUpOnce() {
        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "10"));
        mappings.active = 3;
        UUID misread = bed.post(STOCK_ADJUSTED, moved("A1", "2", "damaged").put("location", "S1"))
                .get(0);
        mappings.active = 2;
        bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "8", "2026-11-21T11:30:00Z"));
        assertThat(buckets("S1")).isEqualTo("8/0");

        new RepostBed(bed, mappings).repost(2, List.of(misread));

        assertThat(buckets("S1")).isEqualTo("8/2");
        assertThat(buckets("S9")).isEqualTo("0/0");
    }

    private String buckets(String location) {
        return bed.sql
                .sql("select trim_scale(sellable) || '/' || trim_scale(damaged) from stock_balance where location = ?")
                .param(location)
                .query(String.class)
                .single();
    }

    private static ObjectNode moved(String id, String quantity, String to) {
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
                .put("sku", "TEE")
                .put("quantity", quantity)
                .put("toBucket", to);
        return moved;
    }
}
