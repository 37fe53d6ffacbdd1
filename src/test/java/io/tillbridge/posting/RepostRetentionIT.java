package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.DailyForgetting;
import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.platform.RetentionProperties;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs of reposts are forgotten with their lists, by one node a day; what they posted is not. */
class RepostRetentionIT {

    private static final Duration DAY = Duration.ofDays(1);

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE");
    private final RepostBed reposts = new RepostBed(bed, mappings);
    private final Forgetting forgetting = RepostRetention.oldReposts(
            bed.sql, bed.clock, new RetentionProperties(DAY.multipliedBy(3), DAY.multipliedBy(2), DAY, DAY, DAY));

    private DailyForgetting node(String name) {
        return new DailyForgetting(new Leases(bed.sql, new NodeId(name)), List.of(forgetting));
    }

    private List<String> states() {
        return bed.sql
                .sql("select state from repost_run order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void whatEndedIsForgottenAfterItsTimeAndWhatItPostedIsNot() throws SQLException {
        mappings.active = 3;
        List<UUID> sale = bed.post(SALE, Events.sale("0001", "TEE", "2"));
        reposts.repost(2, sale);
        reposts.preview(2, sale);
        reposts.ask(2, sale);
        RepostRun cancelled = reposts.ask(2, sale);
        reposts.reposts.cancel(cancelled.id(), "ana");
        assertThat(states()).containsExactly("cancelled", "finished", "previewed", "previewing");

        assertThat(forgetting.step().forget()).as("too early").isZero();
        bed.clock.advance(DAY.multipliedBy(2).plusSeconds(1));
        assertThat(node("one").forget(forgetting)).hasValue(1);
        assertThat(states()).as("nobody confirmed it").containsExactly("cancelled", "finished", "previewing");
        bed.clock.advance(DAY);
        assertThat(node("two").forget(forgetting)).as("the day's work is done").isEmpty();
        bed.sql.sql("update lease set expires_at = clock_timestamp()").update();
        assertThat(node("two").forget(forgetting)).hasValue(2);

        assertThat(states()).as("it is still worked at").containsExactly("previewing");
        assertThat(bed.count("repost_item")).isEqualTo(1);
        assertThat(bed.count("fact_repost")).as("who, when and why").isEqualTo(1);
        assertThat(bed.balance("TEE", "S1")).startsWith("-2/0#");
    }
}
