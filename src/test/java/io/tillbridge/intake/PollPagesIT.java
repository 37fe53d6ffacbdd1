package io.tillbridge.intake;

import static io.tillbridge.intake.Listings.item;
import static io.tillbridge.intake.Listings.page;
import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.support.FakeDestination.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Listings by every kind of pages, and sources that misbehave. */
class PollPagesIT {

    private static final Pages.Ending EMPTY = new Pages.Ending(null, null, null, false);
    private static final Pages TOKENS =
            new Pages.Cursor(JsonPointer.compile("/next"), JsonPointer.compile("/more"), 3, 50);
    private static final RequestTemplate BY_TOKEN = PollBed.get("/items", "token", "$(page.token)");

    private final PollBed bed = new PollBed();

    @AfterEach
    void stop() {
        bed.close();
    }

    private static Pages.Ending ending(String more, String total, boolean shortPage) {
        return new Pages.Ending(
                more.isEmpty() ? null : JsonPointer.compile(more),
                total.isEmpty() ? null : JsonPointer.compile(total),
                null,
                shortPage);
    }

    static Stream<Arguments> kinds() {
        RequestTemplate numbered = PollBed.get("/items", "page", "$(page.number)");
        RequestTemplate offset = PollBed.get("/items", "offset", "$(page.offset)", "limit", "$(page.size)");
        RequestTemplate after = PollBed.get("/items", "after", "$(page.after)");
        RequestTemplate plain = PollBed.get("/items");
        return Stream.of(
                Arguments.of("cursor", BY_TOKEN, TOKENS, 3),
                Arguments.of("page until empty", numbered, new Pages.Numbered(1, EMPTY, 3, 50), 8),
                Arguments.of("page until short", numbered, new Pages.Numbered(1, ending("", "", true), 3, 50), 6),
                Arguments.of("page by total", numbered, new Pages.Numbered(1, ending("", "/pages", false), 3, 50), 6),
                Arguments.of(
                        "page by total of records",
                        numbered,
                        new Pages.Numbered(
                                1, new Pages.Ending(null, null, JsonPointer.compile("/total"), false), 3, 50),
                        6),
                Arguments.of("offset by more", offset, new Pages.Offset(ending("/more", "", false), 3, 50), 6),
                Arguments.of("offset, source gives fewer", offset, new Pages.Offset(EMPTY, 100, 50), 8),
                Arguments.of("link header", plain, new Pages.LinkHeader(Set.of(), 3, 50), 3),
                Arguments.of("link body", plain, new Pages.LinkBody(JsonPointer.compile("/url"), Set.of(), 3, 50), 3),
                Arguments.of("keyset", after, new Pages.Keyset(JsonPointer.compile("/id"), EMPTY, 3, 50), 4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyKindOfPagesReadsEverythingOnce(String kind, RequestTemplate request, Pages pages, int calls)
            throws Exception {
        Shelf shelf = new Shelf(8, 3);
        bed.of(request, pages, PollBed.changes(Duration.ofMinutes(5)));
        bed.partner.always(call -> shelf.answered(call, bed.partner.url()));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(8, true));
        assertThat(bed.keys())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 8).mapToObj(Integer::toString).toList());
        assertThat(shelf.calls)
                .as("pages of several are walked twice where they can shift")
                .isEqualTo(calls);
        assertThat(bed.state()).isEqualTo(new CursorState("2026-05-02T10:08:00Z", 0, null, "/at instant"));
    }

    @Test
    void aListingKeyedByTheCursorsFieldBeginsWhereTheLastRunEnded() throws Exception {
        Shelf shelf = new Shelf(8, 3);
        JsonPointer id = JsonPointer.compile("/id");
        bed.of(
                PollBed.get("/items", "after", "$(page.after)"),
                new Pages.Keyset(id, EMPTY, 3, 50),
                new CursorRule(id, "int", "0", Duration.ZERO, Duration.ZERO, null, null));
        bed.partner.always(call -> shelf.answered(call, bed.partner.url()));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(8, true));
        assertThat(bed.partner.calls().get(0).uri()).isEqualTo("/items?after=0");
        int before = bed.partner.calls().size();
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(0, true));
        assertThat(bed.partner.calls().get(before).uri()).isEqualTo("/items?after=8");
        assertThat(bed.keys()).hasSize(8);
    }

    @Test
    void aRecordThatMovesToAPageReadBeforeIsNotLost() throws Exception {
        Shelf shelf = new Shelf(8, 3);
        bed.of(
                PollBed.get("/items", "page", "$(page.number)"),
                new Pages.Numbered(1, EMPTY, 3, 50),
                PollBed.changes(Duration.ZERO));
        bed.partner.always(call -> {
            Behaviour answer = shelf.answered(call, bed.partner.url());
            if (shelf.calls == 1) {
                // What was the fourth is the third now, on a page that was read
                shelf.ids.remove(Integer.valueOf(2));
            }
            return answer;
        });
        assertThat(bed.ended()).isInstanceOf(PullRun.Finished.class);
        assertThat(bed.keys()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void aRunThatIsKilledGoesOnAtTheNextPage() throws Exception {
        Shelf shelf = new Shelf(8, 3);
        bed.of(BY_TOKEN, TOKENS, PollBed.changes(Duration.ZERO));
        bed.partner.always(call -> shelf.answered(call, bed.partner.url()));
        assertThat(bed.run().step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(5, true));
        assertThat(shelf.calls).isEqualTo(3);
        assertThat(bed.keys()).hasSize(8);
    }

    @Test
    void aTokenThatTheSourceForgotRestartsTheListing() throws Exception {
        Shelf shelf = new Shelf(8, 3);
        bed.of(BY_TOKEN, TOKENS, PollBed.changes(Duration.ZERO));
        bed.partner.always(call -> shelf.answered(call, bed.partner.url()));
        bed.run().step();
        bed.partner.next(answer(410, "{}"));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(5, true));
        assertThat(bed.keys()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void aSourceThatKnowsNoPagesDoesNotGoOnForEver() throws Exception {
        bed.of(
                PollBed.get("/items", "page", "$(page.number)"),
                new Pages.Numbered(1, EMPTY, 3, 1_000),
                PollBed.changes(Duration.ZERO));
        bed.partner.always(call -> answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
        assertThat(bed.ended())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("page_token_repeated"));
        assertThat(bed.partner.calls()).hasSize(2);
    }

    @Test
    void aCircleOfTokensEnds() throws Exception {
        bed.of(
                BY_TOKEN,
                new Pages.Cursor(JsonPointer.compile("/next"), null, 3, 1_000),
                PollBed.changes(Duration.ZERO));
        bed.partner.always(call -> {
            int token = Integer.parseInt(Shelf.query(call.uri()).getOrDefault("token", "0"));
            return answer(200, page("\"" + (token % 7 + 1) + "\""));
        });
        assertThat(bed.ended())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("page_token_repeated"));
        assertThat(bed.partner.calls()).hasSizeLessThan(30);
        assertThat(bed.state().run()).as("the next run begins anew").isNull();
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() throws Exception {
        bed.of(
                PollBed.get("/items"),
                new Pages.LinkBody(JsonPointer.compile("/next"), Set.of("files.example.com"), 3, 50),
                PollBed.changes(Duration.ZERO));
        for (String link : List.of(
                "http://169.254.169.254/latest",
                "//evil.example.com/",
                "http://user@127.0.0.1/",
                "file:///etc/passwd",
                "http://localhost:1/")) {
            bed.partner.next(answer(200, page("\"" + link + "\"")));
            assertThat(bed.ended())
                    .as(link)
                    .isInstanceOfSatisfying(
                            PullRun.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo("page_link_refused"));
        }
        assertThat(bed.partner.calls()).hasSize(5);
    }

    @Test
    void anAnswerWithoutRecordsMovesNoCursor() throws Exception {
        bed.of(BY_TOKEN, TOKENS, PollBed.changes(Duration.ZERO));
        Shelf shelf = new Shelf(8, 3);
        bed.partner.next(answer(200, "{\"error\":\"overloaded\"}"));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(0, true));
        assertThat(bed.state().value()).isNull();
        bed.partner.next(
                shelf.answered(
                        new io.tillbridge.support.FakeDestination.Call("GET", "/items", java.util.Map.of(), "", 0), ""),
                answer(200, "{\"error\":\"overloaded\"}"));
        assertThat(bed.ended())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("records_missing"));
        bed.partner.always(call -> shelf.answered(call, bed.partner.url()));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(5, true));
        assertThat(bed.keys()).hasSize(8);
    }

    @Test
    void aPageThatIsCutOrDripsIsAskedForAgain() throws Exception {
        Shelf shelf = new Shelf(8, 3);
        bed.of(BY_TOKEN, TOKENS, PollBed.changes(Duration.ZERO));
        bed.partner.always(call -> shelf.answered(call, bed.partner.url()));
        PullRun run = bed.run();
        run.step();
        bed.partner.next(
                new Behaviour.Cut(),
                new Behaviour.Drip(page("null").repeat(3), Duration.ofMillis(200)),
                answer(429, "{}", "Retry-After", "1"));
        for (int misbehaved = 0; misbehaved < 3; misbehaved++) {
            long asked = System.nanoTime();
            assertThat(run.step()).isInstanceOf(PullRun.Continue.class);
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as("the call has ended everywhere")
                    .isLessThan(Duration.ofSeconds(5));
            bed.clock.advance(Duration.ofMinutes(20));
        }
        List<PullRun.Outcome> rest = PollBed.steps(run);
        assertThat(rest.get(rest.size() - 1)).isEqualTo(new PullRun.Finished(8, true));
        assertThat(bed.keys()).hasSize(8).doesNotHaveDuplicates();
    }
}
