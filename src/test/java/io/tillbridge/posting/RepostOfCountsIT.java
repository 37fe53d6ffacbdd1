package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_COUNTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single reposts of counts and around them; {@link RepostSimulationIT} has the streams. V3 reads S9 and three more. */
class RepostOfCountsIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    @BeforeEach
    void ten() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10").put("receivedAt", at("09:00")));
        bed.clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void aMisreadCountIsTakenBackAndCountedAgainAtItsInstant() {
        UUID count = misread(STOCK_COUNTED, Events.counted("C1", "TEE", "8", at("10:00")));
        assertThat(bed.balance("TEE", "S9")).startsWith("11/");
        bed.post(SALE, Events.sale("0001", "TEE", "1").put("soldAt", at("09:30")));
        bed.post(SALE, Events.sale("0002", "TEE", "2").put("soldAt", at("10:30")));

        reposts.repost(2, List.of(count));

        assertThat(bed.balance("TEE", "S9")).startsWith("0/");
        assertThat(bed.balance("TEE", "S1")).as("eight at ten, two sold since").startsWith("6/");
        assertThat(counts()).containsExactly("S1 8 posted", "S9 11 superseded");
    }

    @Test
    void theCountBehindTakesUpWhatTheRepostOfAnEarlierOneChanges() {
        UUID count = bed.post(STOCK_COUNTED, Events.counted("C1", "TEE", "8", at("10:00")))
                .get(0);
        bed.post(STOCK_COUNTED, Events.counted("C2", "TEE", "7", at("11:00")));

        reposts.repost(3, List.of(count));

        assertThat(bed.balance("TEE", "S1")).startsWith("7/");
        assertThat(bed.balance("TEE", "S9")).startsWith("11/");
    }

    @Test
    void aSaleOfBeforeTheCountThatWasMisreadChangesNoFigureOfTheCount() {
        UUID sale = bed.post(SALE, Events.sale("0001", "TEE", "2").put("soldAt", at("09:30")))
                .get(0);
        bed.post(STOCK_COUNTED, Events.counted("C1", "TEE", "7", at("10:00")));

        reposts.repost(3, List.of(sale));
        assertThat(bed.balance("TEE", "S1")).startsWith("7/");
        assertThat(bed.balance("TEE", "S9")).startsWith("-5/");
        reposts.repost(2, List.of(sale));
        assertThat(bed.balance("TEE", "S1")).startsWith("7/");
        assertThat(bed.balance("TEE", "S9")).startsWith("0/");
    }

    @Test
    void aFigureThatItsOwnerSetsStaysWhateverBecomesOfTheCountBeforeIt() {
        UUID count = bed.post(STOCK_COUNTED, Events.counted("C1", "TEE", "8", at("10:00")))
                .get(0);
        bed.clock.advance(Duration.ofSeconds(1));
        bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "5", at("11:00")));

        reposts.repost(3, List.of(count));
        assertThat(bed.balance("TEE", "S1")).startsWith("5/");
        reposts.repost(2, List.of(count));
        assertThat(bed.balance("TEE", "S1")).startsWith("5/");
        assertThat(bed.balance("TEE", "S9")).startsWith("0/");
    }

    private UUID misread(EventType type, ObjectNode document) {
        mappings.active = 3;
        UUID id = bed.post(type, document).get(0);
        mappings.active = 2;
        bed.clock.advance(Duration.ofSeconds(1));
        return id;
    }

    private static String at(String time) {
        return "2026-11-21T" + time + ":00Z";
    }

    private List<String> counts() {
        return bed.sql
                .sql("select location || ' ' || trim_scale(quantity) || ' ' || state from shelf_count order by 1")
                .query(String.class)
                .list();
    }
}
