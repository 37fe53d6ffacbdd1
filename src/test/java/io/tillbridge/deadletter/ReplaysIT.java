package io.tillbridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.canonical.Failure;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ReplaysIT {

    private final DataSource database = TestDatabase.fresh();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final List<DeadLetter> announced = new ArrayList<>();
    private final DeadLetters letters = new DeadLetters(clock, (tx, filed) -> announced.addAll(filed));
    private final Desk desk = new Desk(database);
    private final List<String> audited = new ArrayList<>();
    private final Replays replays =
            new Replays(database, clock, (replay, by, reason, items) -> audited.add(by + " " + items));

    private static FailedMessage failed(UUID message, Failure.Stage stage, String at) {
        return FailedMessage.message(
                new Failure(stage, "required_missing", Failure.Category.MISSING_REFERENCE, at, "no sku"),
                "shop",
                "orders",
                message,
                "#1001");
    }

    private int file(FailedMessage... failed) throws SQLException {
        try (Connection tx = database.getConnection()) {
            return letters.file(tx, List.of(failed));
        }
    }

    private UUID message(String state) throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        sql("insert into message (message_id, connection, flow, state, received_at, attempts) values ('" + id
                + "', 'shop', 'orders', '" + state + "', now(), 3)");
        return id;
    }

    private void sql(String sql) throws SQLException {
        try (Connection tx = database.getConnection();
                PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private String state(UUID message) throws SQLException {
        try (Connection tx = database.getConnection();
                PreparedStatement statement =
                        tx.prepareStatement("select state || attempts from message where message_id = ?")) {
            statement.setObject(1, message);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "none";
            }
        }
    }

    @Test
    void aFailureFiledTwiceIsOneDeadLetterAnnouncedOnce() throws SQLException {
        UUID id = message("dead");

        assertThat(file(failed(id, Failure.Stage.POST, ""))).isEqualTo(1);
        assertThat(file(failed(id, Failure.Stage.POST, ""))).isZero();
        assertThat(announced).hasSize(1);
        assertThat(desk.list("shop", null, null, null, 10)).hasSize(1);
    }

    @Test
    void placesThatDifferOnlyInArrayPositionsAreOneGroup() throws SQLException {
        file(
                failed(message("dead"), Failure.Stage.TRANSLATE, "lines[0].sku"),
                failed(message("dead"), Failure.Stage.TRANSLATE, "lines[7].sku"),
                failed(message("dead"), Failure.Stage.TRANSLATE, "lines[7].price"));

        assertThat(desk.groups("shop")).extracting(FailureGroup::count).containsExactly(2L, 1L);
    }

    @Test
    void aReplayReEntersAtTheStageThatFailedAndRefusesWhatHasGoneOn() throws SQLException {
        UUID posting = message("dead");
        UUID fetching = message("dead");
        UUID gone = message("posted");
        file(
                failed(posting, Failure.Stage.POST, ""),
                failed(fetching, Failure.Stage.FETCH, ""),
                failed(gone, Failure.Stage.POST, ""));
        List<UUID> seen = desk.list("shop", null, null, null, 10).stream()
                .map(DeadLetter::id)
                .toList();
        UUID later = message("dead");
        file(failed(later, Failure.Stage.POST, ""));

        Replay replay = replays.start(seen, "ana", "sku added");

        assertThat(replay)
                .extracting(Replay::items, Replay::replayed, Replay::refused, Replay::state)
                .containsExactly(3, 2, 1, "finished");
        assertThat(state(posting)).isEqualTo("accepted3");
        assertThat(state(fetching)).isEqualTo("fetching3");
        assertThat(state(gone)).isEqualTo("posted3");
        assertThat(state(later)).as("not in the set that was seen").isEqualTo("dead3");
        assertThat(audited).containsExactly("ana 3");
        assertThat(replays.start(seen, "ana", "again").replayed()).isZero();
    }

    @Test
    void aReplayedLaneIsDueAndItsLetterMayBeFiledAgain() throws SQLException {
        sql("insert into outbox_lane (destination, key, event_type, state, sequence, desired, occurred_at, message_id)"
                + " values ('shop.levels', 'A', 'availability', 'dead', 1, '{}', now(), '" + UUID.randomUUID() + "')");
        FailedMessage lane = FailedMessage.lane(
                new Failure(Failure.Stage.DELIVER, "http_422", Failure.Category.PARTNER_REFUSED, "A", "no"),
                "shop",
                "levels",
                "A",
                "availability",
                UUID.randomUUID(),
                "{}");
        file(lane);

        Replay replay = replays.startConnection("shop", "ana", "fixed");

        assertThat(replay.replayed()).isEqualTo(1);
        assertThat(file(lane)).isEqualTo(1);
        assertThat(file(lane)).isZero();
    }
}
