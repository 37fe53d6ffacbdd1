package io.tillbridge.intake;

import static io.tillbridge.intake.Listings.item;
import static io.tillbridge.intake.Listings.page;
import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.JsonTemplate;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.ParentListing;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.PolledRecords;
import io.tillbridge.connector.Schedule;
import io.tillbridge.connector.Template;
import io.tillbridge.support.FakeDestination.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Feeds, full reads, cut records and sub-resources. */
class PollFeedsIT {

    private static final Pages TOKENS = new Pages.Cursor(JsonPointer.compile("/next"), null, 2, 50);

    private final PollBed bed = new PollBed();

    @AfterEach
    void stop() {
        bed.close();
    }

    private static CursorRule feed() {
        return new CursorRule(
                List.of(new CursorRule.Field("from", JsonPointer.compile("/at"), "instant", null)),
                "2026-05-01T00:00:00Z",
                Duration.ZERO,
                Duration.ofSeconds(30),
                null,
                0,
                0,
                null,
                null,
                true,
                null);
    }

    private static CursorRule full(int atMost) {
        return new CursorRule(
                List.of(),
                "epoch",
                Duration.ZERO,
                Duration.ZERO,
                null,
                0,
                0,
                null,
                null,
                false,
                new CursorRule.FullRead(
                        new JsonTemplate(JsonNodeFactory.instance
                                .objectNode()
                                .put("id", "$(record.key)")
                                .put("gone", true)),
                        atMost));
    }

    private static PollHttpSource source(
            PolledRecords records, CursorRule cursor, @Nullable ParentListing parent, String path) {
        return new PollHttpSource(
                "api",
                new Schedule.Every(Duration.ofMinutes(15)),
                PollBed.get(path, "token", "$(page.token)"),
                null,
                List.of(),
                records,
                TOKENS,
                cursor,
                parent,
                null);
    }

    @Test
    void aNewestFirstFeedIsReadDownToWhatIsKnown() throws Exception {
        bed.of(PollBed.get("/items", "token", "$(page.token)"), TOKENS, feed());
        bed.partner.next(
                answer(200, page("\"b\"", item(4, 1, "2026-05-02T10:04:00Z"), item(3, 1, "2026-05-02T10:03:00Z"))),
                answer(200, page("\"c\"", item(2, 1, "2026-05-02T10:02:00Z"), item(1, 1, "2026-04-30T00:00:00Z"))));
        PullRun first = bed.run();
        first.step();
        assertThat(bed.state().value()).as("the cursor waits for the boundary").isNull();
        assertThat(first.step()).isEqualTo(new PullRun.Finished(3, true));
        assertThat(bed.keys()).as("what is older than the start is left").containsExactly("2", "3", "4");
        bed.partner.next(answer(
                200,
                page(
                        "\"b\"",
                        item(6, 1, "2026-05-02T10:06:00Z"),
                        item(4, 1, "2026-05-02T10:04:00Z"),
                        item(3, 1, "2026-05-02T10:03:00Z"))));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(1, true));
        assertThat(bed.partner.calls()).hasSize(3);
        assertThat(bed.state().value()).isEqualTo("2026-05-02T10:06:00Z");
    }

    @Test
    void whatAFullReadNoLongerHasIsToldOnceAndOnlyAtItsEnd() throws Exception {
        bed.of(source(PolledRecords.at(JsonPointer.compile("/items")), full(50), null, "/items"));
        bed.partner.next(
                answer(200, page("\"b\"", item(1, 1, "x"), item(2, 1, "x"))),
                answer(200, page("null", item(3, 1, "x"))));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(3, true));
        bed.clock.advance(Duration.ofMinutes(1));
        bed.partner.next(answer(200, page("\"b\"", item(1, 1, "x"), item(2, 2, "x"))), new Behaviour.Cut());
        PullRun cut = bed.run();
        cut.step();
        cut.step();
        assertThat(bed.keys())
                .as("nothing is told by a read that did not finish")
                .containsExactly("1", "2", "2", "3");
        bed.partner.next(answer(200, page("null")));
        assertThat(bed.ended()).as("goes on, and tells what is gone").isInstanceOf(PullRun.Finished.class);
        assertThat(bed.keys()).containsExactly("1", "2", "2", "3", "3");
        assertThat(bed.sql.queryForObject("select count(*) from source_record", Integer.class))
                .isEqualTo(2);
        bed.clock.advance(Duration.ofMinutes(1));
        bed.partner.next(answer(200, page("null", item(1, 1, "x"), item(2, 2, "x"), item(3, 1, "x"))));
        assertThat(bed.ended()).isInstanceOf(PullRun.Finished.class);
        assertThat(bed.keys()).as("what is there again is told again").containsExactly("1", "2", "2", "3", "3", "3");
    }

    @Test
    void aFullReadThatMissesTooMuchTellsNothing() throws Exception {
        bed.of(source(PolledRecords.at(JsonPointer.compile("/items")), full(40), null, "/items"));
        bed.partner.next(
                answer(200, page("null", item(1, 1, "x"), item(2, 1, "x"))),
                answer(200, page("null", item(1, 1, "x"))));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(2, true));
        bed.clock.advance(Duration.ofMinutes(1));
        assertThat(bed.ended()).isInstanceOfSatisfying(PullRun.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("too_many_missing");
            assertThat(failed.detail()).contains("1 of 2").contains("40 percent");
        });
        assertThat(bed.keys()).containsExactly("1", "2");
        assertThat(bed.state().run()).isNull();
        bed.partner.next(answer(200, "{\"error\":\"overloaded\"}"));
        assertThat(bed.ended())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("records_missing"));
    }

    @Test
    void childrenBecomeDocumentsWithTheirParentAndTheOthersAreCounted() throws Exception {
        Condition big = new Condition.Test(
                new Condition.Subject.Pointer(JsonPointer.compile("/q")),
                Condition.Operator.GT,
                List.of(Template.parse("1")),
                "int");
        bed.of(source(
                new PolledRecords(JsonPointer.compile("/items"), false, big, JsonPointer.compile("/lines"), "order"),
                PollBed.changes(Duration.ZERO),
                null,
                "/items"));
        bed.partner.next(answer(200, page("null", """
                {"no":7,"at":"2026-05-02T10:00:00Z","lines":[{"id":"a","q":2},{"id":"b","q":1},{"id":"c","q":3}]}""")));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(bed.keys()).containsExactly("a", "c");
        assertThat(bed.meters.get("tillbridge.poll.filtered").counter().count()).isEqualTo(1);
        assertThat(bed.state().value()).as("of the record").isEqualTo("2026-05-02T10:00:00Z");
        PolledDocuments made = bed.polls.documents(
                new RunningFlow("shop.items.g1", bed.connection(), bed.flow(), ProtectedPlaces.NONE),
                (PollHttpSource) bed.flow().source());
        String body = new String(
                made.of(IntakeJson.MAPPER.readTree("{\"no\":7,\"lines\":[{\"id\":\"a\",\"q\":2}]}"))
                        .get(0)
                        .body(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(body).isEqualTo("{\"id\":\"a\",\"q\":2,\"order\":{\"no\":7}}");
        assertThat(Conditions.holds(big, IntakeJson.MAPPER.readTree(body))).isTrue();
    }

    @Test
    void everyParentsRecordsAreReadAndACrashGoesOnWithTheSameParent() throws Exception {
        ParentListing stores = new ParentListing(
                PollBed.get("/stores", "token", "$(page.token)"), JsonPointer.compile("/items"), TOKENS);
        bed.of(source(
                PolledRecords.at(JsonPointer.compile("/items")),
                PollBed.changes(Duration.ZERO),
                stores,
                "/stores/$(parent./id)/items"));
        Map<String, Behaviour> answers = Map.of(
                "/stores", answer(200, "{\"items\":[{\"id\":\"A\"},{\"id\":\"B\"}],\"next\":\"2\"}"),
                "/stores?token=2", answer(200, "{\"items\":[{\"id\":\"C/1\"}]}"),
                "/stores/A/items", answer(200, page("\"n\"", item(1, 1, "2026-05-02T10:01:00Z"))),
                "/stores/A/items?token=n", answer(200, page("null", item(2, 1, "2026-05-02T10:02:00Z"))),
                "/stores/B/items", answer(200, page("\"n\"", item(3, 1, "2026-05-02T10:03:00Z"))),
                "/stores/B/items?token=n", answer(200, page("null", item(4, 1, "2026-05-02T10:04:00Z"))),
                "/stores/C%2F1/items", answer(200, page("null", item(5, 1, "2026-05-02T10:05:00Z"))));
        bed.partner.always(call -> answers.getOrDefault(call.uri(), answer(404, "{}")));
        PullRun killed = bed.run();
        for (int step = 0; step < 4; step++) {
            assertThat(killed.step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        }
        assertThat(bed.keys()).containsExactly("1", "2", "3");
        int before = bed.partner.calls().size();
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(2, true));
        assertThat(bed.keys()).containsExactly("1", "2", "3", "4", "5");
        assertThat(bed.partner.calls().stream().skip(before).map(call -> call.uri()))
                .containsExactly("/stores", "/stores/B/items?token=n", "/stores?token=2", "/stores/C%2F1/items");
        assertThat(bed.state().value()).isEqualTo("2026-05-02T10:05:00Z");
    }
}
