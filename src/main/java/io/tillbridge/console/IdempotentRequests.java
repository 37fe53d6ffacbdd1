package io.tillbridge.console;

import io.tillbridge.platform.Grouped;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Requests that must take effect once, by client and key. An answer is kept for {@link #KEPT}; a request whose node
 * died under way may be sent again after {@link #ABANDONED}. Those that begin or end at the same time are written together:
 * a commit costs more than a request.
 */
@Component
final class IdempotentRequests implements AutoCloseable {

    /** How long an answer is repeated. Published in the API description. */
    static final Duration KEPT = Duration.ofHours(24);

    /** No request runs longer. */
    static final Duration ABANDONED = Duration.ofMinutes(5);

    /** Its commit need not be on disk: that of what the request does puts it there before itself. */
    private static final String BEGIN = """
            with soon as materialized (select set_config('synchronous_commit', 'off', true))
            insert into idempotent_request as r (client, key, body_sha256, created_at)
            select c, k, b, ? from soon, unnest(?::text[], ?::text[], ?::bytea[]) as row (c, k, b) order by c, k
            on conflict (client, key) do update
               set body_sha256 = excluded.body_sha256, created_at = excluded.created_at, status = null, answer = null,
                   content_type = null
             where r.created_at < ? or (r.status is null and r.created_at < ? and r.body_sha256 = excluded.body_sha256)
            returning client, key
            """;

    private static final String FINISH = """
            update idempotent_request r set status = f.s, content_type = f.t, answer = f.a
              from (select * from unnest(?::text[], ?::text[], ?::text[]::timestamptz[], ?::integer[], ?::text[], ?::text[])
                           as row (c, k, at, s, t, a)) f
             where r.client = f.c and r.key = f.k and r.created_at = f.at and r.status is null
            """;

    private static final int GROUP = 128;
    private static final Duration GATHER = Duration.ofMillis(4);
    private static final int WAITING = 4_096;

    private final JdbcClient sql;
    private final Clock clock;
    private final Grouped<Asked, Start> beginning;
    private final Grouped<Answered, Boolean> finishing;

    IdempotentRequests(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
        beginning = new Grouped<>("requests-begin", GROUP, GATHER, WAITING, this::begun);
        finishing = new Grouped<>("requests-finish", GROUP, GATHER, WAITING, this::finished);
    }

    private record Name(String client, String key) {}

    private record Asked(
            Name name,
            @SuppressWarnings("ArrayRecordComponent") byte[] payload) {}

    private record Answered(
            Name name, Instant at, int status, @Nullable String contentType, String answer) {}

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
        return beginning.ask(new Asked(new Name(client, key), payload));
    }

    /** The first of a name begins it; another beside it finds it under way. */
    private List<Start> begun(List<Asked> asked) {
        Map<Name, Asked> firsts = new LinkedHashMap<>();
        asked.forEach(one -> firsts.putIfAbsent(one.name(), one));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Set<Name> begun = new HashSet<>(sql.sql(BEGIN)
                .params(
                        Timestamp.from(now),
                        texts(firsts.keySet(), Name::client),
                        texts(firsts.keySet(), Name::key),
                        firsts.values().stream().map(Asked::payload).toArray(byte[][]::new),
                        Timestamp.from(now.minus(KEPT)),
                        Timestamp.from(now.minus(ABANDONED)))
                .query((row, number) -> new Name(row.getString(1), row.getString(2)))
                .list());
        List<Start> starts = new ArrayList<>();
        for (Asked one : asked) {
            // Of several of one name the first has begun it, and takes the name away from the others
            starts.add(begun.remove(one.name()) ? new Start.First(now) : known(one));
        }
        return starts;
    }

    private Start known(Asked asked) {
        return sql.sql("select body_sha256, status, content_type, answer from idempotent_request"
                        + " where client = ? and key = ?")
                .params(asked.name().client(), asked.name().key())
                .query((row, number) ->
                        new Known(row.getBytes(1), row.getObject(2, Integer.class), row.getString(3), row.getString(4)))
                .optional()
                .map(known -> state(known, asked.payload()))
                .orElseGet(Start.Running::new);
    }

    /** Keeps the answer of the request that began at {@code at}; one that was taken over meanwhile keeps its own. */
    void finish(String client, String key, Instant at, int status, @Nullable String contentType, String answer) {
        finishing.ask(new Answered(new Name(client, key), at, status, contentType, answer));
    }

    private List<Boolean> finished(List<Answered> answered) {
        sql.sql(FINISH)
                .params(
                        texts(answered, one -> one.name().client()),
                        texts(answered, one -> one.name().key()),
                        texts(answered, one -> one.at().toString()),
                        answered.stream().map(Answered::status).toArray(Integer[]::new),
                        texts(answered, Answered::contentType),
                        texts(answered, Answered::answer))
                .update();
        return Collections.nCopies(answered.size(), true);
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

    @Override
    public void close() {
        beginning.close();
        finishing.close();
    }

    private static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
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
