package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.deadletter.Desk;
import io.tillbridge.deadletter.Replays;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More keys are waited for than are looked at in one go: none of them starves. */
class HeldReleaseIT {

    private static final int PAGE = 2;

    private final PostingBed bed = new PostingBed();

    @Test
    void theLastOfManySkusIsReleased() throws SQLException {
        List<UUID> held = heldFor("sku:A", "sku:B", "sku:C", "sku:D", "sku:E");
        bed.addItem("E");

        assertThat(release()).isEqualTo(1);
        assertThat(held).extracting(bed::state).containsExactly("held", "held", "held", "held", "accepted");
    }

    @Test
    void aCrossReferenceIsReleasedThoughManySkusWait() throws SQLException {
        List<UUID> held = heldFor(
                "sku:A", "sku:B", "sku:C", "xref:shop/location/1", "xref:shop/location/2", "xref:shop/location/3/4");
        bed.sql
                .sql("insert into cross_reference (connection, kind, remote_id, local_id, updated_at)"
                        + " values ('shop', 'location', '3/4', 'S1', now())")
                .update();

        assertThat(release()).isEqualTo(1);
        assertThat(bed.state(held.get(5))).isEqualTo("accepted");
    }

    @Test
    void everyValueMapRowIsTriedAgainThoughManySkusAndReferencesWait() throws SQLException {
        List<UUID> held = heldFor(
                "sku:A", "sku:B", "sku:C", "valuemap:t/1", "valuemap:t/2", "valuemap:t/3", "xref:shop/location/1");
        try (Connection connection = bed.database.getConnection()) {
            assertThat(bed.release.releaseForValueMaps(connection, PAGE)).isEqualTo(3);
        }

        assertThat(held)
                .extracting(bed::state)
                .containsExactly("held", "held", "held", "accepted", "accepted", "accepted", "held");
    }

    @Test
    void whatIsReleasedInVainKeepsItsDeadline() throws SQLException {
        UUID held = heldFor("valuemap:t/1").get(0);
        bed.clock.advance(Duration.ofDays(6));
        try (Connection connection = bed.database.getConnection()) {
            bed.release.releaseForValueMaps(connection, PAGE);
        }
        bed.postReady();
        assertThat(bed.state(held)).isEqualTo("held:sku_missing");
        assertThat(bed.deadlines.expire()).isZero();

        bed.clock.advance(Duration.ofDays(1));
        assertThat(bed.deadlines.expire()).isEqualTo(1);
        assertThat(bed.state(held)).isEqualTo("dead:hold_expired");
    }

    @Test
    void whatIsReplayedAfterItsDeadlineWaitsAsLongAgain() throws SQLException {
        UUID held = heldFor("sku:NEW-0").get(0);
        bed.clock.advance(Duration.ofDays(7));
        bed.deadlines.expire();
        UUID letter = new Desk(bed.database).ofMessage(held).orElseThrow().id();
        new Replays(bed.database, bed.clock, (tx, replay, by, reason, items) -> {})
                .start(List.of(letter), "ana", "the item comes");
        bed.postReady();
        bed.clock.advance(Duration.ofDays(6));
        assertThat(bed.deadlines.expire()).isZero();
        assertThat(bed.state(held)).isEqualTo("held:sku_missing");
    }

    private int release() throws SQLException {
        try (Connection connection = bed.database.getConnection()) {
            return bed.release.release(connection, PAGE);
        }
    }

    /** One held message per key. */
    private List<UUID> heldFor(String... keys) {
        return IntStream.range(0, keys.length)
                .mapToObj(n -> {
                    UUID id = bed.post(SALE, Events.sale("000" + n, "NEW-" + n, "1"))
                            .get(0);
                    bed.sql
                            .sql("update message set reason = null, hold_key = ? where message_id = ?")
                            .params(keys[n], id)
                            .update();
                    return id;
                })
                .toList();
    }
}
