package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every case of the idempotency key, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyIT {

    private static final String PAUSE = "/api/connections/shop/pause";

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void aPostWithoutAKeyIsRefusedBeforeItDoesAnything() {
        long before = audited();
        assertThat(bed.send(bed.request(PAUSE).POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .problem())
                .isEqualTo("400 idempotency_key_missing");
        assertThat(bed.post(PAUSE, "{}", "\"open").problem()).isEqualTo("400 idempotency_key_missing");
        assertThat(audited()).isEqualTo(before);
    }

    @Test
    void aRepeatedPostGetsTheStoredAnswerAndTakesEffectOnce() {
        ConsoleBed.Answer first = bed.post(PAUSE, "{\"reason\":\"a\"}", "\"k-1\"");
        long after = audited();
        ConsoleBed.Answer again = bed.post(PAUSE, "{\"reason\":\"a\"}", "k-1");

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(audited()).isEqualTo(after);
    }

    @Test
    void anErrorIsRepeatedToo() {
        assertThat(bed.post("/api/connections/none/pause", "{}", "k-2").problem())
                .isEqualTo("404 connection_unknown");
        ConsoleBed.Answer again = bed.post("/api/connections/none/pause", "{}", "k-2");
        assertThat(again.problem() + again.header("Idempotency-Replayed")).isEqualTo("404 connection_unknowntrue");
    }

    @Test
    void aFailureIsNotKeptSoThatTheSameRequestMayBeSentAgain() {
        bed.withoutRoomForAudit(
                () -> assertThat(bed.post(PAUSE, "{}", "k-7").problem()).isEqualTo("503 database_unavailable"));
        ConsoleBed.Answer again = bed.post(PAUSE, "{}", "k-7");
        assertThat(again.status() + again.header("Idempotency-Replayed")).isEqualTo("200");

        bed.posting.sql.sql("alter table connection_state rename to state_gone").update();
        try {
            assertThat(bed.post(PAUSE, "{}", "k-8").problem()).isEqualTo("500 internal_error");
        } finally {
            bed.posting
                    .sql
                    .sql("alter table state_gone rename to connection_state")
                    .update();
        }
        ConsoleBed.Answer mended = bed.post(PAUSE, "{}", "k-8");
        assertThat(mended.status() + mended.header("Idempotency-Replayed")).isEqualTo("200");
    }

    @Test
    void aKeyWithAnotherPayloadOrAnotherResourceIsRefused() {
        bed.post(PAUSE, "{\"reason\":\"a\"}", "k-3");

        assertThat(bed.post(PAUSE, "{\"reason\":\"b\"}", "k-3").problem()).isEqualTo("422 idempotency_key_reused");
        assertThat(bed.post("/api/connections/shop/resume", "{\"reason\":\"a\"}", "k-3")
                        .problem())
                .isEqualTo("422 idempotency_key_reused");
    }

    @Test
    void whileTheFirstRunsARepetitionIsToldSoAndAnAbandonedOneMayBeSentAgain() {
        bed.post(PAUSE, "{}", "k-4");
        bed.posting
                .sql
                .sql("update idempotent_request set status = null, answer = null where key = 'k-4'")
                .update();

        assertThat(bed.post(PAUSE, "{}", "k-4").problem()).isEqualTo("409 request_running");
        bed.clock.advance(IdempotentRequests.ABANDONED.plusSeconds(1));
        assertThat(bed.post(PAUSE, "{}", "k-4").status()).isEqualTo(200);
    }

    @Test
    void anAnswerIsForgottenAfterItsTime() {
        bed.post(PAUSE, "{\"reason\":\"a\"}", "k-5");
        bed.clock.advance(IdempotentRequests.KEPT.plus(Duration.ofSeconds(1)));
        ConsoleBed.Answer later = bed.post(PAUSE, "{\"reason\":\"b\"}", "k-5");
        assertThat(later.status() + later.header("Idempotency-Replayed")).isEqualTo("200");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        assertThat(bed.post(PAUSE, "x".repeat(IdempotencyFilter.LARGEST + 1), "k-6")
                        .problem())
                .isEqualTo("413 body_too_large");
    }

    private long audited() {
        return bed.posting
                .sql
                .sql("select count(*) from audit_entry")
                .query(Long.class)
                .single();
    }
}
