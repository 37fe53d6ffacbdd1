package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.NoPathValueException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an answer means for a fetch. */
sealed interface FetchVerdict {

    Logger LOG = LoggerFactory.getLogger(FetchVerdict.class);

    record Found(JsonNode record) implements FetchVerdict {}

    /**
     * Asked again after a pause.
     *
     * @param failure null when the partner was not called at all
     */
    record Later(Duration pause, @Nullable Failure failure) implements FetchVerdict {}

    /** Trying again cannot help. */
    record GiveUp(Failure failure) implements FetchVerdict {}

    /** Reads an answer; a fetch changes nothing at the partner, so one that was lost is simply asked for again. */
    static FetchVerdict of(Answer answer, FetchPlan fetch) {
        if (answer instanceof Answer.Ok ok) {
            JsonNode record = ok.received().json().at(fetch.record());
            return record.isMissingNode() || record.isNull()
                    ? new GiveUp(failure(
                            fetch,
                            "record_missing",
                            Category.PARTNER_REFUSED,
                            "the answer has nothing at " + fetch.record()
                                    + "; correct record in the connector, or the partner no longer has it"))
                    : new Found(record);
        }
        if (answer instanceof Answer.NotCalled notCalled) {
            return new Later(notCalled.pause(), null);
        }
        if (answer instanceof Answer.RateLimited limited) {
            return new Later(
                    limited.pause(),
                    failure(fetch, "rate_limited", Category.PARTNER_UNAVAILABLE, "the partner's limit is reached"));
        }
        if (answer instanceof Answer.Transient unavailable) {
            return new Later(
                    unavailable.pause(),
                    failure(fetch, unavailable.code(), Category.PARTNER_UNAVAILABLE, unavailable.detail()));
        }
        if (answer instanceof Answer.Unknown unknown) {
            return new Later(
                    unknown.pause(), failure(fetch, unknown.code(), Category.PARTNER_UNAVAILABLE, unknown.detail()));
        }
        if (answer instanceof Answer.AuthFailed auth) {
            return new Later(auth.pause(), failure(fetch, "auth_failed", Category.PARTNER_UNAVAILABLE, auth.detail()));
        }
        if (answer instanceof Answer.PauseConnection pause) {
            return new Later(
                    Duration.ofHours(1), failure(fetch, pause.code(), Category.PARTNER_UNAVAILABLE, pause.detail()));
        }
        if (answer instanceof Answer.Refused refused) {
            return new GiveUp(failure(fetch, refused.code(), Category.PARTNER_REFUSED, refused.detail()));
        }
        return new GiveUp(failure(
                fetch,
                "answer_not_for_fetches",
                Category.PARTNER_REFUSED,
                "the connector's error rows make a " + answer.getClass().getSimpleName() + " of a fetch's answer"));
    }

    /** The event that asked for the document does not say which one it is. */
    static GiveUp incomplete(FetchPlan fetch, NoPathValueException incomplete) {
        return new GiveUp(failure(fetch, NoPathValueException.CODE, Category.MISSING_REFERENCE, incomplete.detail()));
    }

    /** We failed, before or after the call: asked again, because what failed may be mended meanwhile, and given up by age. */
    static Later defect(UUID messageId, FetchPlan fetch, RuntimeException defect) {
        LOG.error("fetch failed message={} code=fetch_defect", messageId, defect);
        return new Later(
                Duration.ofMinutes(5),
                failure(fetch, "fetch_defect", Category.OUR_DEFECT, defect + "; report it with the log of this time"));
    }

    private static Failure failure(FetchPlan fetch, String code, Category category, String detail) {
        return new Failure(Stage.FETCH, code, category, "fetch:" + fetch.name(), detail);
    }
}
