package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whether a figure is an echo is decided once, when it arrives: told figures are forgotten with their window. */
class RepostEchoesIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(EchoesIT.echoing()), mappings, "TEE");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    private void told(String quantity) {
        bed.sql
                .sql("""
                        insert into told_figure (destination, key, told_at, quantity, keep_until)
                        values ('shop.levels', 'TEE/S1', :at, :quantity::numeric, :until)""")
                .param("at", Timestamp.from(PostingBed.NOW.minusSeconds(60)))
                .param("quantity", quantity)
                .param("until", Timestamp.from(PostingBed.NOW.plus(Duration.ofMinutes(10))))
                .update();
    }

    private UUID reported(String quantity) {
        return bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", quantity, "2026-11-21T11:57:00Z"))
                .get(0);
    }

    @Test
    void aCountIsRepostedAsItWasCountedThoughTheRightVersionSaysAFigureThatWasTold() {
        told("7");
        mappings.active = 3;
        UUID count = reported("7");
        assertThat(bed.balance("TEE", "S1")).as("read as another figure").startsWith("12/0#");
        RepostRun within = reposts.preview(2, List.of(count));
        bed.sql.sql("delete from told_figure").update();
        RepostRun after = reposts.preview(2, List.of(count));
        assertThat(within.preview())
                .as("whenever it is asked, within the window or after it")
                .isEqualTo(after.preview());
        assertThat(within.hash()).isEqualTo(after.hash());

        assertThat(reposts.repost(2, List.of(count)).reposted()).isEqualTo(1);

        assertThat(bed.balance("TEE", "S1")).startsWith("7/0#");
    }

    @Test
    void anEchoPostedNothingAndIsRefused() {
        told("12");
        mappings.active = 3;
        UUID echo = reported("7");
        assertThat(bed.state(echo)).isEqualTo("skipped:echo");

        assertThat(reposts.refusals(reposts.preview(2, List.of(echo)))).containsExactly("not_posted");
        assertThat(reposts.stamped(3)).as("nor is it found by a query").isEmpty();
        assertThat(bed.balance("TEE", "S1")).isEqualTo("none");
    }
}
