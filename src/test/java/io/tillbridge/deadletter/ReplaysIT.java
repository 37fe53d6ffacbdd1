package io.tillbridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.canonical.Failure;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
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
            new Replays(database, clock, (tx, replay, by, reason, items) -> audited.add(by + " " + items));

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
        UUID gone = message("dead");
        file(
                failed(posting, Failure.Stage.POST, ""),
                failed(fetching, Failure.Stage.FETCH, ""),
                failed(gone, Failure.Stage.POST, ""));
        sql("update message set state = 'posted' where message_id = '" + gone + "'");
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
    void aMessageThatFailsAgainReopensItsLetter() throws SQLException {
        UUID id = message("dead");
        file(failed(id, Failure.Stage.FETCH, ""));
        DeadLetter first = only();
        replays.start(List.of(first.id()), "ana", "the partner is back");
        assertThat(state(id)).isEqualTo("fetching3");
        sql("update message set state = 'dead' where message_id = '" + id + "'");
        clock.advance(Duration.ofHours(1));

        assertThat(file(failed(id, Failure.Stage.TRANSLATE, "lines[0].sku"))).isEqualTo(1);
        assertThat(file(failed(id, Failure.Stage.TRANSLATE, "lines[0].sku")))
                .as("a redelivery")
                .isZero();

        DeadLetter again = only();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again)
                .extracting(
                        DeadLetter::state,
                        DeadLetter::stage,
                        DeadLetter::at,
                        DeadLetter::failures,
                        DeadLetter::replays,
                        DeadLetter::filedAt,
                        DeadLetter::failedAt)
                .containsExactly("new", "translate", "lines[0].sku", 2, 1, first.filedAt(), clock.instant());
        assertThat(again.group()).isNotEqualTo(first.group());
        assertThat(announced).extracting(DeadLetter::failures).containsExactly(1, 2);
        Lineage lineage = desk.lineage(first.id());
        assertThat(lineage.failures()).extracting(Lineage.Failed::stage).containsExactly("fetch", "translate");
        assertThat(lineage.replays())
                .extracting(Lineage.Ordered::requestedBy, Lineage.Ordered::reason, Lineage.Ordered::state)
                .containsExactly(tuple("ana", "the partner is back", "replayed"));
        assertThat(replays.start(List.of(again.id()), "ana", "row added").replayed())
                .isEqualTo(1);
        assertThat(state(id)).as("the stage of the last failure").isEqualTo("accepted3");
    }

    @Test
    void aMessageThatHasGoneOnIsNotFiled() throws SQLException {
        UUID id = message("dead");
        file(failed(id, Failure.Stage.POST, ""));
        replays.start(List.of(only().id()), "ana", "mended");
        sql("update message set state = 'posted' where message_id = '" + id + "'");

        assertThat(file(failed(id, Failure.Stage.POST, ""))).isZero();
        assertThat(file(failed(message("posted"), Failure.Stage.POST, ""))).isZero();
        assertThat(desk.list(null, null, null, null, 10)).isEmpty();
    }

    @Test
    void aLaneThatFailsAgainReopensItsLetter() throws SQLException {
        sql("insert into lane_wanted (destination, key, event_type, sequence, desired, occurred_at, message_id)"
                + " values ('shop.levels', 'A', 'availability', 1, '{}', now(), '" + UUID.randomUUID() + "')");
        sql("insert into lane_delivery (destination, key, dead_sequence) values ('shop.levels', 'A', 1)");
        file(lane("http_422", "{\"available\":\"1\"}"));
        DeadLetter first = only();

        Replay replay = replays.startConnection("shop", "ana", "fixed");
        clock.advance(Duration.ofHours(1));

        assertThat(replay.replayed()).isEqualTo(1);
        assertThat(file(lane("http_422", "{\"available\":\"1\"}"))).isEqualTo(1);
        assertThat(file(lane("http_500", "{\"available\":\"2\"}")))
                .as("a newer state of a lane whose letter is open: no news")
                .isZero();
        assertThat(only())
                .extracting(
                        DeadLetter::id,
                        DeadLetter::code,
                        DeadLetter::canonical,
                        DeadLetter::failures,
                        DeadLetter::replays,
                        DeadLetter::filedAt)
                .containsExactly(first.id(), "http_500", "{\"available\":\"2\"}", 3, 1, first.filedAt());
        assertThat(announced).extracting(DeadLetter::failures).containsExactly(1, 2);
        assertThat(desk.lineage(first.id()).failures())
                .extracting(Lineage.Failed::code)
                .containsExactly("http_422", "http_422", "http_500");
    }

    @Test
    void theNewestFailureIsListedFirstAndPagesStayStableWhileLettersCome() throws SQLException {
        List<UUID> messages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            messages.add(message("dead"));
            file(failed(messages.get(i), Failure.Stage.POST, ""));
            clock.advance(Duration.ofMinutes(i % 2)); // some share an instant
        }
        List<DeadLetter> first = desk.list("shop", null, null, null, 2);
        assertThat(first).extracting(DeadLetter::messageId).containsExactly(messages.get(4), messages.get(3));

        clock.advance(Duration.ofHours(1));
        UUID newest = message("dead");
        file(failed(newest, Failure.Stage.POST, ""));
        List<DeadLetter> second = desk.list("shop", null, null, place(first), 2);
        UUID oldest = messages.get(0);
        replays.start(List.of(desk.ofMessage(oldest).orElseThrow().id()), "ana", "x");
        sql("update message set state = 'dead' where message_id = '" + oldest + "'");
        file(failed(oldest, Failure.Stage.POST, ""));

        assertThat(second).extracting(DeadLetter::messageId).containsExactly(messages.get(2), messages.get(1));
        assertThat(desk.list("shop", null, null, place(second), 2)).isEmpty();
        assertThat(desk.list("shop", null, null, null, 3))
                .extracting(DeadLetter::messageId)
                .contains(oldest, newest)
                .endsWith(messages.get(4));
        assertThatThrownBy(() -> DeskPlace.parse("2026-05-01")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeskPlace.parse("now_" + oldest)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReplayThatCannotBeAuditedDoesNotHappen() throws SQLException {
        UUID message = message("dead");
        file(failed(message, Failure.Stage.POST, ""));
        Replays unaudited = new Replays(database, clock, (tx, replay, by, reason, items) -> {
            throw new SQLException("the log is full");
        });

        assertThatThrownBy(() -> unaudited.start(List.of(only().id()), "ana", "sku added"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was replayed")
                .hasRootCauseMessage("the log is full");

        assertThat(state(message)).isEqualTo("dead3");
        assertThat(only().state()).isEqualTo("new");
    }

    private static DeskPlace place(List<DeadLetter> page) {
        return DeskPlace.parse(DeskPlace.of(page.get(page.size() - 1)).toString());
    }

    private DeadLetter only() {
        List<DeadLetter> letters = desk.list(null, null, null, null, 10);
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static FailedMessage lane(String code, String canonical) {
        return FailedMessage.lane(
                new Failure(Failure.Stage.DELIVER, code, Failure.Category.PARTNER_REFUSED, "A", "no"),
                "shop",
                "levels",
                "A",
                "availability",
                UUID.randomUUID(),
                canonical,
                null);
    }
}
