package io.tillbridge.console;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Requests that must take effect once, by client and key. An answer is kept for {@link #KEPT}; a request whose node
 * died under way may be sent again after {@link #ABANDONED}.
 */
@Component
final class IdempotentRequests {

    /** How long an answer is repeated. Published in the API description. */
    static final Duration KEPT = Duration.ofHours(24);

    /** No request runs longer. */
    static final Duration ABANDONED = Duration.ofMinutes(5);

    private static final String BEGIN = """
            insert into idempotent_request as r (client, key, body_sha256, created_at) values (?, ?, ?, ?)
            on conflict (client, key) do update
               set body_sha256 = excluded.body_sha256, created_at = excluded.created_at, status = null, answer = null,
                   content_type = null
             where r.created_at < ? or (r.status is null and r.created_at < ? and r.body_sha256 = excluded.body_sha256)
            """;

    private final JdbcClient sql;
    private final Clock clock;

    IdempotentRequests(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What to do with a request. */
    sealed interface Start {
        /** It is the first: carry it out and call {@link IdempotentRequests#finish} or {@code free} with {@code at}. */
        record First(Instant at) implements Start {}

        /** The first one is still under way. */
        record Running() implements Start {}

        /** The key was used for another request. */
        record OtherPayload() implements Start {}

        /** It was carried out; this was the answer. */
        record Finished(int status, @Nullable String contentType, String answer) implements Start {}
    }

    private record Known(
            @SuppressWarnings("ArrayRecordComponent") byte[] payload,
            @Nullable Integer status,
            @Nullable String contentType,
            @Nullable String answer) {}

    /**
     * Begins a request, or tells what became of it.
     *
     * @param payload SHA-256 of all that makes the request what it is
     */
    Start begin(String client, String key, byte[] payload) {
        Instant now = clock.instant();
        int begun = sql.sql(BEGIN)
                .params(
                        client,
                        key,
                        payload,
                        Timestamp.from(now),
                        Timestamp.from(now.minus(KEPT)),
                        Timestamp.from(now.minus(ABANDONED)))
                .update();
        if (begun == 1) {
            return new Start.First(now);
        }
        return sql.sql("select body_sha256, status, content_type, answer from idempotent_request"
                        + " where client = ? and key = ?")
                .params(client, key)
                .query((row, number) ->
                        new Known(row.getBytes(1), row.getObject(2, Integer.class), row.getString(3), row.getString(4)))
                .optional()
                .map(known -> state(known, payload))
                .orElseGet(Start.Running::new);
    }

    /** Keeps the answer of the request that began at {@code at}; one that was taken over meanwhile keeps its own. */
    void finish(String client, String key, Instant at, int status, @Nullable String contentType, String answer) {
        sql.sql("update idempotent_request set status = ?, content_type = ?, answer = ?"
                        + " where client = ? and key = ? and created_at = ? and status is null")
                .params(status, contentType, answer, client, key, Timestamp.from(at))
                .update();
    }

    /** Forgets the request that began at {@code at} and failed; one that was taken over meanwhile stays. */
    void free(String client, String key, Instant at) {
        sql.sql("delete from idempotent_request where client = ? and key = ? and created_at = ? and status is null")
                .params(client, key, Timestamp.from(at))
                .update();
    }

    /** Forgets answers that are no longer promised. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forget() {
        sql.sql("delete from idempotent_request where created_at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    private static Start state(Known known, byte[] payload) {
        if (!Arrays.equals(known.payload(), payload)) {
            return new Start.OtherPayload();
        }
        return known.status() == null || known.answer() == null
                ? new Start.Running()
                : new Start.Finished(known.status(), known.contentType(), known.answer());
    }
}
