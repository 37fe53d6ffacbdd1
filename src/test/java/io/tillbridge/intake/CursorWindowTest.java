package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.CursorRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run reads, for every type of cursor. */
class CursorWindowTest {

    private static final Instant NOW = Instant.parse("2026-10-25T00:30:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static CursorRule rule(
            String type, @Nullable Duration step, Duration lookback, int stepBy, int lookbackBy) {
        return new CursorRule(
                List.of(new CursorRule.Field("from", JsonPointer.compile("/t"), type, null)),
                "epoch",
                lookback,
                Duration.ofMinutes(1),
                step,
                lookbackBy,
                stepBy,
                null,
                Duration.ofDays(60),
                false,
                null);
    }

    private static CursorWindow next(CursorRule rule, @Nullable String value, int empty) {
        return CursorWindow.next(rule, value, empty, NOW, BERLIN);
    }

    @Test
    void everyTypeHasItsWindow() {
        assertThat(next(rule("instant", Duration.ofDays(1), Duration.ofHours(1), 0, 0), "2026-10-01T00:00:00+02:00", 0))
                .isEqualTo(
                        new CursorWindow("2026-09-30T21:00:00Z", "2026-10-01T21:00:00Z", "2026-10-25T00:29:00Z", true));
        assertThat(next(rule("instant", null, Duration.ofHours(1), 0, 0), "Thu, 18 Jun 2026 12:05:43 +0000", 0)
                        .from())
                .isEqualTo("2026-06-18T11:05:43Z");
        assertThat(next(rule("local_datetime", null, Duration.ofHours(1), 0, 0), "2026-10-24 23:00:00", 0))
                .isEqualTo(
                        new CursorWindow("2026-10-24T22:00:00", "2026-10-25T02:29:00", "2026-10-25T02:29:00", false));
        assertThat(next(rule("date", Duration.ofDays(2), Duration.ofHours(1), 0, 0), "2026-10-02", 0))
                .isEqualTo(new CursorWindow("2026-10-01", "2026-10-03", "2026-10-25", true));
        assertThat(next(rule("int", null, Duration.ZERO, 100, 10), "1000", 2))
                .isEqualTo(new CursorWindow("990", "1390", null, true));
        assertThat(next(rule("int", null, Duration.ZERO, 0, 0), null, 0))
                .isEqualTo(new CursorWindow("0", null, null, false));
        assertThat(next(rule("text", null, Duration.ZERO, 0, 0), "v7", 0))
                .isEqualTo(new CursorWindow("v7", null, null, false));
    }

    @Test
    void theCursorDoesNotPassTheWallClockOfAZoneWhoseClocksGoBack() {
        CursorRule rule = rule("local_datetime", null, Duration.ZERO, 0, 0);
        Instant again = Instant.parse("2026-10-25T01:05:00Z");
        // 02:59 was read before the clocks went back; now it is 02:05 again
        CursorState before = new CursorState("2026-10-25T02:59:00", 0, null, null);
        PollCursor cursor = new PollCursor(Plans.connection("shop"), withZone(rule), before, again);
        JsonNode nothing = IntakeJson.MAPPER.createObjectNode();
        assertThat(cursor.after(cursor.run(), nothing).value()).isEqualTo("2026-10-25T02:04:00");
    }

    private static CursorRule withZone(CursorRule rule) {
        CursorRule.Field field = rule.first();
        return new CursorRule(
                List.of(new CursorRule.Field(field.name(), field.pointer(), field.type(), BERLIN)),
                rule.start(),
                rule.lookback(),
                rule.holdBack(),
                rule.step(),
                rule.lookbackBy(),
                rule.stepBy(),
                null,
                rule.retention(),
                false,
                null);
    }

    @Test
    void whatTheSourceHasForgottenIsReadFromTheStart() {
        CursorRule rule = rule("instant", null, Duration.ZERO, 0, 0);
        assertThat(CursorWindow.forgotten(rule, "2026-08-01T00:00:00Z", NOW, ZoneOffset.UTC))
                .isTrue();
        assertThat(CursorWindow.forgotten(rule, "2026-10-01T00:00:00Z", NOW, ZoneOffset.UTC))
                .isFalse();
        PollCursor cursor = new PollCursor(
                Plans.connection("shop"), rule, new CursorState("2026-08-01T00:00:00Z", 0, null, null), NOW);
        assertThat(cursor.run().window().from()).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void recordsFromBeforeTheStartDoNotMoveIt() {
        CursorRule rule = rule("instant", null, Duration.ZERO, 0, 0);
        PollCursor cursor = new PollCursor(Plans.connection("shop"), rule, CursorState.START, NOW);
        RunState run = cursor.run();
        ObjectNode old = IntakeJson.MAPPER.createObjectNode().put("t", "1901-01-01T00:00:00Z");
        String greatest = cursor.greater(run, old);
        RunState read = run.at(run.place(), greatest);
        assertThat(cursor.after(read, old).value()).isEqualTo(run.window().from());
    }

    @Test
    void aPlaceOfAnotherFieldIsTheStart() {
        CursorRule dated = rule("instant", null, Duration.ZERO, 0, 0);
        CursorRule counted = rule("int", null, Duration.ZERO, 0, 0);
        CursorState before = new CursorState("2026-10-01T00:00:00Z", 0, null, dated.meaning());
        assertThat(new PollCursor(Plans.connection("shop"), dated, before, NOW)
                        .run()
                        .window()
                        .from())
                .isEqualTo("2026-10-01T00:00:00Z");

        PollCursor cursor = new PollCursor(Plans.connection("shop"), counted, before, NOW);

        assertThat(cursor.run().window().from()).isEqualTo("0");
        assertThat(cursor.anew()).isEqualTo(new CursorState(null, 0, null, counted.meaning()));
    }

    @Test
    void severalFieldsAreComparedOneAfterTheOther() {
        CursorValues values = new CursorValues(new CursorRule(
                List.of(
                        new CursorRule.Field("at", JsonPointer.compile("/t"), "instant", null),
                        new CursorRule.Field("id", JsonPointer.compile("/id"), "int", null)),
                "epoch",
                Duration.ZERO,
                Duration.ZERO,
                null,
                0,
                0,
                null,
                null,
                false,
                null));
        String nine = "[\"2026-10-01T00:00:00Z\",\"9\"]";
        String ten = "[\"2026-10-01T02:00:00+02:00\",\"10\"]";
        assertThat(values.greater(nine, ten)).isEqualTo(ten);
        assertThat(values.part(ten, 1)).isEqualTo("10");
        assertThat(values.with(nine, "2026-10-02T00:00:00Z")).isEqualTo("[\"2026-10-02T00:00:00Z\",\"9\"]");
    }
}
