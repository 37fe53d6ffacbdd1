package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Received;
import io.tillbridge.support.Plans;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who posts and who delivers hold different rows of a lane, so neither waits for the other. */
class LaneSplitIT {

    private static final Answer OK = new Answer.Ok(new Received(200, Map.of(), new byte[0], MissingNode.getInstance()));

    private static DeliveryBed bed() {
        DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
        bed.sql(
                "do $$ begin execute format('alter database %I set lock_timeout = ''300ms''', current_database()); end $$");
        return bed;
    }

    private static Attempt claim(DeliveryBed.Node node) throws SQLException {
        WindowWaits waits = new WindowWaits(10, node.signals.feed("shop.levels"));
        return Objects.requireNonNull(node.stage.hinted(node.destination, List.of("A"), waits));
    }

    /** An event of a lane that tells every one. */
    static DesiredState event(DeliveryBed bed, String key, long sequence) {
        return new DesiredState(
                "shop.levels",
                key,
                EventType.ORDER_STATUS,
                sequence,
                "{}",
                null,
                bed.clock.instant(),
                UUID.randomUUID(),
                false);
    }

    @Test
    void twoPostingsOfOneLaneThatTellsEveryEventDoNotWaitForEachOther() throws SQLException {
        try (DeliveryBed bed = bed();
                Connection one = bed.database.getConnection()) {
            bed.otherKind("Q", 1, "{\"n\":1}");
            one.setAutoCommit(false);
            new Outbox().write(one, List.of(event(bed, "Q", 2)));
            assertThatCode(() -> bed.write(List.of(event(bed, "Q", 3)))).doesNotThrowAnyException();
        }
    }

    @Test
    void aClaimAndARecordWaitForNoPosting() throws SQLException {
        try (DeliveryBed bed = bed();
                Connection posting = bed.database.getConnection()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            posting.setAutoCommit(false);
            new Outbox().write(posting, List.of(bed.desired("A", 2, "{\"available\":\"4\"}")));

            Attempt attempt = claim(node);
            node.stage.record(node.destination, attempt, OK);

            assertThat(attempt.lanes()).extracting(Lane::sequence).containsExactly(1L);
            assertThat(bed.lane("A")).isEqualTo("delivered");
            posting.commit();
            assertThat(bed.lane("A")).isEqualTo("due");
            assertThat(claim(node).lanes()).extracting(Lane::sequence).containsExactly(2L);
        }
    }

    @Test
    void aTellingRewritesTheDocumentOnce() throws SQLException {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            String before = bed.rows("select ctid::text from lane_wanted").get(0);
            node.stage.record(node.destination, claim(node), OK);
            assertThat(bed.rows("select ctid::text from lane_wanted")).containsExactly(before);
        }
    }
}
