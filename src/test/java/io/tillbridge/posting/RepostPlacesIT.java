package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.stock.StockQueries;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a reposted message stands among counts, whatever clocks say. */
class RepostPlacesIT {

    private static final String BEFORE_THE_ORDER = "2026-11-21T11:00:00Z";
    private static final String BEHIND_THE_ORDER = "2026-11-21T12:00:00Z";

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    @Test
    void whatARepostMovedInTheInstantOfThePostingIsNoPlace() {
        UUID order = bed.post(ORDER, nothingLeft()).get(0);
        bed.post(STOCK_SNAPSHOT, counted(BEHIND_THE_ORDER));

        reposts.repost(3, List.of(order));
        assertThat(bed.balance("TEE", "S9")).as("the count took it up").startsWith("10/");
        reposts.repost(2, List.of(order));

        assertThat(bed.balance("TEE", "S9")).startsWith("10/");
        assertThat(generations(order)).containsExactly("1 shipment", "2 repost");
    }

    @Test
    void aCountOfTheSameBatchTakesUpWhatHadMovedNothing() {
        UUID order = together(BEHIND_THE_ORDER);

        reposts.repost(3, List.of(order));

        assertThat(bed.balance("TEE", "S9")).startsWith("10/");
    }

    @Test
    void aCountOfTheSameBatchThatLookedEarlierDoesNot() {
        UUID order = together(BEFORE_THE_ORDER);

        reposts.repost(3, List.of(order));

        assertThat(bed.balance("TEE", "S9")).startsWith("9/");
    }

    /** One batch of an order of which nothing left and a count where it is misread to have left from. */
    private UUID together(String observedAt) {
        bed.clock.tick(Duration.ofMillis(1));
        ReadyDocument order = bed.arrival(ORDER, nothingLeft(), null);
        bed.postBatch(List.of(order, bed.arrival(STOCK_SNAPSHOT, counted(observedAt), null)));
        return order.document().messageId();
    }

    private static ObjectNode nothingLeft() {
        return Events.order("O1", 1, "open", "TEE", "4", "0").put("location", "S1");
    }

    private static ObjectNode counted(String observedAt) {
        return Events.snapshot("TEE", "10", observedAt).put("location", "S9");
    }

    private List<String> generations(UUID message) {
        return new StockQueries(bed.sql)
                .movementsOf(List.of(message)).stream()
                        .map(entry -> entry.generation() + " " + entry.reason())
                        .toList();
    }
}
