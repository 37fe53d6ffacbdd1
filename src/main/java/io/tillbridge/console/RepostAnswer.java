package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.RepostRun;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a repost is.
 *
 * @param change the net change that the preview found; null until it is done
 * @param refusals the first of them
 */
record RepostAnswer(@JsonUnwrapped Head head, @Nullable JsonNode change, List<RepostRun.Refused> refusals) {

    RepostAnswer {
        refusals = List.copyOf(refusals);
    }

    /**
     * The run without what its preview found.
     *
     * @param hash to confirm it by; null until it is previewed
     * @param seen messages that are previewed
     */
    record Head(
            UUID id,
            String subject,
            int version,
            String why,
            String state,
            @Nullable String hash,
            String requestedBy,
            Instant createdAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant finishedAt,
            @Nullable String failure,
            int messages,
            int seen,
            int pending,
            int reposted,
            int refused) {

        static Head of(RepostRun run) {
            return new Head(
                    run.id(),
                    run.subject(),
                    run.version(),
                    run.why(),
                    run.state(),
                    run.hash(),
                    run.requestedBy(),
                    run.createdAt(),
                    run.confirmedAt(),
                    run.finishedAt(),
                    run.failure(),
                    run.messages(),
                    run.seen(),
                    run.pending(),
                    run.reposted(),
                    run.refused());
        }
    }

    static RepostAnswer of(RepostRun run, List<RepostRun.Refused> refusals) {
        String change = run.preview();
        return new RepostAnswer(Head.of(run), change == null ? null : ExactJson.parse(change), refusals);
    }
}
