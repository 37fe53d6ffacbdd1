package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reposts under the version that posted, after a row of its value map was corrected: what was is told by the rows of then. */
class RepostOfRowsIT {

    private final CodedMappings hub = new CodedMappings("TEE", "MUG", "CAP");
    private final PostingBed bed = hub.bed;

    @Test
    void anItemThatAWrongRowNamedIsNamedAnew() {
        hub.rows(true);
        UUID item = bed.post(ITEM_UPSERTED, Events.item("TEE", 1).put("name", "Tee"))
                .get(0);
        assertThat(name("TEE")).isEqualTo("Mug");
        hub.rows(false);

        RepostRun run = hub.reposts.repost(2, List.of(item));

        assertThat(run.reposted()).isEqualTo(1);
        assertThat(name("TEE")).isEqualTo("Tee");
    }

    @Test
    void aPreviewTellsTheMoneyThatTheWrongRowMadeOfIt() {
        hub.rows(true);
        UUID sale = bed.post(SALE, Events.sale("0001", "TEE", "1").put("total", "2"))
                .get(0);
        hub.rows(false);

        JsonNode change = ExactJson.parse(
                String.valueOf(hub.reposts.preview(2, List.of(sale)).preview()));

        assertThat(change.path("money").toString()).isEqualTo("[{\"currency\":\"EUR\",\"change\":\"-3\"}]");
        assertThat(change.path("moneyUnknown").asInt()).isZero();
        assertThat(change.path("balances").toString())
                .isEqualTo("[{\"sku\":\"TEE\",\"location\":\"S1\",\"bucket\":\"sellable\",\"change\":\"-1\"},"
                        + "{\"sku\":\"TEE\",\"location\":\"S9\",\"bucket\":\"sellable\",\"change\":\"1\"}]");
    }

    @Test
    void theOtherRevisionsOfAnOrderStayAsTheyWerePosted() {
        hub.rows(true);
        UUID first =
                bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "1")).get(0);
        bed.clock.advance(Duration.ofSeconds(1));
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "3", "1"));
        assertThat(bed.balance("TEE", "S9")).startsWith("-1/2#");
        hub.rows(false);

        hub.reposts.repost(2, List.of(first));

        assertThat(bed.balance("TEE", "S9"))
                .as("the later revision was posted there, and nobody reposted it")
                .startsWith("0/2#");
        assertThat(bed.balance("TEE", "S1")).startsWith("-1/0#");
    }

    @Test
    void whatIsNotOnRecordIsSaidAndNotToldByTheRowsOfToday() {
        hub.rows(true);
        UUID sale = bed.post(SALE, Events.sale("0001", "TEE", "1").put("total", "2"))
                .get(0);
        UUID item = bed.post(ITEM_UPSERTED, Events.item("TEE", 1).put("name", "Tee"))
                .get(0);
        bed.sql.sql("update message set mapping_set = null").update();
        hub.rows(false);

        RepostRun run = hub.reposts.preview(2, List.of(sale, item));

        assertThat(hub.reposts.refusals(run)).containsExactly("before_unknown");
        JsonNode change = ExactJson.parse(String.valueOf(run.preview()));
        assertThat(change.path("moneyUnknown").asInt()).isEqualTo(1);
        assertThat(change.path("money")).isEmpty();
        assertThat(change.path("reversals").asInt())
                .as("the ledger itself is known")
                .isEqualTo(1);
    }

    private String name(String sku) {
        return bed.sql
                .sql("select name from item where sku = ?")
                .param(sku)
                .query(String.class)
                .single();
    }
}
