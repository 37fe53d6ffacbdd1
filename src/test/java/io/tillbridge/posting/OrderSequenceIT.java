package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.ORDER_STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.OutboundFlow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two states of an order may share one revision, because clocks of shops have whole seconds: both are told. */
class OrderSequenceIT {

    private static final List<String> KEY = List.of("system", "id");

    private final PostingBed bed = new PostingBed(
            List.of(
                    ShopPlans.outbound("newest", ORDER_STATUS, KEY, new OutboundFlow.Collapse(Duration.ZERO, 100)),
                    ShopPlans.outbound("every", ORDER_STATUS, KEY, null)),
            "TEE");

    @Test
    void aLaneThatHoldsTheNewestStateTakesTheSecondOfOneRevision() {
        twoStatesOfOneRevision();

        assertThat(texts(
                        "select sequence || ' ' || (desired::json ->> 'state') || ' ' || (desired::json ->> 'sequence')"
                                + " from outbox_lane where destination = 'shop.newest'"))
                .containsExactly("2 completed 2");
    }

    @Test
    void aLaneThatTellsEveryStateTellsBothOfOneRevisionUnderTheirOwnSequences() {
        twoStatesOfOneRevision();

        assertThat(texts(
                        "select sequence || ' ' || (document::json ->> 'state') || ' ' || (document::json ->> 'sequence')"
                                + " || ' ' || (document::json ->> 'revision')"
                                + " from outbox_entry where destination = 'shop.every' order by sequence"))
                .containsExactly("1 open 1 7", "2 completed 2 7");
        assertThat(texts("select backlog::text from outbox_lane where destination = 'shop.every'"))
                .containsExactly("2");
    }

    @Test
    void whatChangesNothingLeavesTheSequenceAsItIs() {
        twoStatesOfOneRevision();
        bed.post(ORDER, Events.order("O1", 7, "completed", "TEE", "1", "1"));
        bed.post(ORDER, Events.order("O1", 6, "open", "TEE", "1", "0"));
        bed.post(ORDER, Events.order("O1", 8, "completed", "TEE", "1", "1"));

        assertThat(texts("select sequence::text from sales_order")).containsExactly("3");
        assertThat(bed.count("outbox_entry")).isEqualTo(3);
    }

    private void twoStatesOfOneRevision() {
        bed.post(ORDER, Events.order("O1", 7, "open", "TEE", "1", "0"));
        bed.post(ORDER, Events.order("O1", 7, "completed", "TEE", "1", "1"));
    }

    private List<String> texts(String query) {
        return bed.sql.sql(query).query(String.class).list();
    }
}
