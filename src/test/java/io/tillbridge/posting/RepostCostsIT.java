package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What reposts make of the value of an order's goods; {@link RepostSimulationIT} has the streams. V3 ships one more. */
class RepostCostsIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "CAP");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    @Test
    void goodsThatNettedToNothingInOneEntryAreUndoneAtTheirCost() {
        cost("60");
        bed.sql.sql("update item set cost = 7 where sku = 'CAP'").update();
        ObjectNode older = Events.order("O1", 1, "open", "CAP", "5", "2");
        UUID message = bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "5", "2"), older)
                .get(1);
        assertThat(cogs()).as("two of the cap").isEqualTo("14");

        bed.clock.advance(Duration.ofSeconds(1));
        reposts.repost(3, List.of(message));
        assertThat(left()).isEqualTo("0");
        assertThat(cogs()).as("three of the cap").isEqualTo("21");

        reposts.repost(2, List.of(message));
        assertThat(left()).isEqualTo("0");
        assertThat(cogs()).isEqualTo("14");
    }

    @Test
    void goodsThatHadNoCostWhenTheyLeftAreUndoneAtNone() {
        UUID only =
                bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "5", "2")).get(0);
        cost("60");

        bed.clock.advance(Duration.ofSeconds(1));
        reposts.repost(3, List.of(only));

        assertThat(left()).isEqualTo("3");
        assertThat(cogs()).isEqualTo("180");
    }

    private void cost(String cost) {
        bed.sql
                .sql("update item set cost = ?::numeric, cost_currency = 'EUR'")
                .param(cost)
                .update();
    }

    private String cogs() {
        return bed.sql
                .sql("select coalesce(trim_scale(sum(l.v)), 0)::text from journal_entry,"
                        + " jsonb_to_recordset(lines) as l (a text, v numeric) where l.a = 'cogs'")
                .query(String.class)
                .single();
    }

    private String left() {
        return bed.sql
                .sql("select trim_scale(sum(case when to_place = 'customer' then quantity else -quantity end))::text"
                        + " from stock_movement where sku = 'TEE'")
                .query(String.class)
                .single();
    }
}
