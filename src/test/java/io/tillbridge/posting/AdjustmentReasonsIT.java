package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_ADJUSTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an adjustment moves follows from its reason where the line does not name the bucket that goods go to. */
class AdjustmentReasonsIT {

    private static final String RULES = """
            reasons:
              - {reason: damaged, to: damaged}
              - {reason: spotted, direction: in}
              - {reason: stolen, direction: out}
              - {reason: shown, bucket: display, to: sellable}
              - {reason: quarantine, to: quality_hold}
            otherwise: {to: quality_hold, raise: true}
            """;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        // sellable/damaged/quality hold/display after ten were received
        "damaged, -2, 8/2/0/0",
        "Damaged, 2, 12/-2/0/0",
        "spotted, 3, 13/0/0/0",
        "spotted, -3, 13/0/0/0",
        "stolen, 1, 9/0/0/0",
        "stolen, -1, 9/0/0/0",
        "shown, 2, 8/0/0/2",
        "quarantine, -4, 6/0/4/0",
        "unheard of, -1, 9/0/1/0"
    })
    void theReasonDecidesBucketAndDirection(String reason, String quantity, String buckets) throws SQLException {
        PostingBed bed = bed();

        bed.post(STOCK_ADJUSTED, adjusted("A1", reason, quantity));

        assertThat(buckets(bed)).isEqualTo(buckets);
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void aLineThatNamesWhereGoodsGoIsTakenAtItsWord() {
        PostingBed bed = bed();
        ObjectNode adjusted = adjusted("A1", "stolen", "2");
        ((ObjectNode) adjusted.at("/lines/0")).put("toBucket", "display");

        bed.post(STOCK_ADJUSTED, adjusted);

        assertThat(buckets(bed)).isEqualTo("8/0/0/2");
    }

    @Test
    void damagedGoodsThatAreScrappedForDamageAreGone() {
        PostingBed bed = bed();
        bed.post(STOCK_ADJUSTED, adjusted("A1", "damaged", "-2"));
        ObjectNode scrapped = adjusted("A2", "damaged", "-1");
        ((ObjectNode) scrapped.at("/lines/0")).put("bucket", "damaged");

        bed.post(STOCK_ADJUSTED, scrapped);

        assertThat(buckets(bed)).isEqualTo("8/1/0/0");
    }

    @Test
    void anUnknownReasonIsRaisedOncePerSystemUntilItHasARow() {
        PostingBed bed = bed();
        bed.post(STOCK_ADJUSTED, adjusted("A1", "unheard of", "-1"), adjusted("A2", "unheard of", "-1"));
        bed.post(STOCK_ADJUSTED, adjusted("A3", "damaged", "-1"));

        assertThat(bed.sql
                        .sql("select kind || ' ' || subject || ' ' || detail from conflict where resolved_at is null")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "adjustment_reason_unknown shop|unheard of {\"system\":\"shop\",\"reason\":\"unheard of\","
                                + "\"file\":\"config/adjustments.yaml\"}");
    }

    private static PostingBed bed() {
        PostingBed bed = PostingBed.with(Map.of(AdjustmentRules.FILE, RULES), List.of());
        bed.addItems("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "10"));
        return bed;
    }

    private static String buckets(PostingBed bed) {
        return bed.sql
                .sql("select concat_ws('/', trim_scale(sellable), trim_scale(damaged), trim_scale(quality_hold),"
                        + " trim_scale(display)) from stock_balance where location = 'S1'")
                .query(String.class)
                .single();
    }

    private static ObjectNode adjusted(String id, String reason, String quantity) {
        ObjectNode adjusted = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("adjustedAt", "2026-11-21T10:30:00Z")
                .put("reason", reason);
        adjusted.putArray("lines").addObject().put("id", "1").put("sku", "TEE").put("quantity", quantity);
        return adjusted;
    }
}
