package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Counts of a system that owns them, in an order other than that in which they were taken. */
class CountsIT {

    private final PostingBed bed = new PostingBed("TEE");

    @Test
    void anOlderCountThatComesLateChangesNothing() {
        bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "7", "2026-11-21T11:00:00Z"));
        UUID late = bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "9", "2026-11-21T10:00:00Z"))
                .get(0);
        List<UUID> both = bed.post(
                STOCK_SNAPSHOT,
                Events.snapshot("TEE", "6", "2026-11-21T11:30:00Z"),
                Events.snapshot("TEE", "8", "2026-11-21T11:15:00Z"));

        assertThat(bed.state(late)).isEqualTo("skipped:stale");
        assertThat(both).extracting(bed::state).containsExactly("posted", "skipped:stale");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("6/0#2");
    }

    @Test
    void whatIsSoldAfterTheCountIsNotInIt() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.posting.post(List.of(
                bed.arrival(STOCK_SNAPSHOT, Events.snapshot("TEE", "7", "2026-11-21T10:59:59Z"), null),
                bed.arrival(SALE, Events.sale("0001", "TEE", "2"), null)));

        assertThat(bed.balance("TEE", "S1")).startsWith("5/0#");
    }
}
