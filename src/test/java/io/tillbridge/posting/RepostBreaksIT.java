package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A repost that takes promised goods breaks promises as a posting does; a preview of it breaks none. */
class RepostBreaksIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    private List<String> atRisk() {
        return bed.sql
                .sql("select claim_key || ' ' || trim_scale(quantity) || ' ' || message_id from promise_risk")
                .query(String.class)
                .list();
    }

    @Test
    void whatTheRepostTakesIsSettledInItsTransaction() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "4"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        mappings.active = 3;
        UUID sale = bed.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
        mappings.active = 2;
        assertThat(bed.balance("TEE", "S1")).startsWith("4/3#");

        reposts.preview(2, List.of(sale));
        assertThat(atRisk()).isEmpty();
        reposts.repost(2, List.of(sale));

        assertThat(atRisk()).containsExactly("order|shop|O1|L1 1 " + sale);
        assertThat(bed.count("task where kind = 'promise_at_risk' and state = 'open'"))
                .isEqualTo(1);
    }
}
