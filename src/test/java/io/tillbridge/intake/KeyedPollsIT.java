package io.tillbridge.intake;

import static io.tillbridge.intake.Listings.item;
import static io.tillbridge.intake.Listings.page;
import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.PolledRecords;
import io.tillbridge.connector.Schedule;
import io.tillbridge.partner.KeyedPoll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls narrowed to one key. */
class KeyedPollsIT {

    private final PollBed bed = new PollBed();
    private final Plans plans = new Plans();
    private KeyedPolls keyed = keyed();

    private KeyedPolls keyed() {
        return new KeyedPolls(plans, bed.partners, bed.polls, bed.documents, dispatch -> Set.of(), bed.clock);
    }

    @BeforeEach
    void listing() {
        bed.of(new PollHttpSource(
                "api",
                new Schedule.Every(Duration.ofMinutes(15)),
                PollBed.get("/items", "since", "$(cursor.from)", "token", "$(page.token)"),
                PollBed.get("/items", "since", "$(cursor.from)", "token", "$(page.token)", "sku", "$(args.sku)"),
                List.of("sku"),
                PolledRecords.at(JsonPointer.compile("/items")),
                new Pages.Cursor(JsonPointer.compile("/next"), null, 2, 50),
                PollBed.changes(Duration.ofMinutes(5)),
                null,
                null));
        plans.put(bed.connection());
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void whatIsFoundForAKeyIsStoredOnceAndTheCursorStays() throws Exception {
        bed.partner.next(answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
        assertThat(bed.ended()).isEqualTo(new PullRun.Finished(1, true));
        bed.partner.next(
                answer(200, page("\"n\"", item(1, 1, "2026-05-02T10:00:00Z"), item(2, 1, "2026-05-02T11:00:00Z"))),
                answer(200, page("null", item(3, 1, "2026-05-02T11:30:00Z"))));
        assertThat(keyed.run("shop", "items", Map.of("sku", "A&B"), Duration.ofSeconds(5)))
                .isEqualTo(new KeyedPoll.Done(2));
        assertThat(bed.keys()).containsExactly("1", "2", "3");
        assertThat(bed.state().value()).isEqualTo("2026-05-02T10:00:00Z");
        assertThat(bed.partner.calls().get(1).uri())
                .contains("sku=A%26B")
                .contains("since=2026-05-02T09%3A55%3A00Z")
                .doesNotContain("token");
    }

    @Test
    void whatCannotBeReadNowSaysSo() {
        bed.partner.next(answer(429, "{}", "Retry-After", "7"));
        assertThat(keyed.run("shop", "items", Map.of("sku", "A"), Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(KeyedPoll.NotDone.class, later -> {
                    assertThat(later.code()).isEqualTo("rate_limited");
                    assertThat(later.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
                });
        bed.clock.advance(Duration.ofMinutes(1));
        bed.partner.always(call -> answer(200, page("\"n" + bed.partner.calls().size() + "\"")));
        assertThat(keyed.run("shop", "items", Map.of("sku", "A"), Duration.ZERO))
                .isEqualTo(new KeyedPoll.NotDone("too_late", Duration.ZERO));
        assertThatThrownBy(() -> keyed.run("shop", "items", Map.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shop.items");
    }
}
