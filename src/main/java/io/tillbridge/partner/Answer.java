package io.tillbridge.partner;

import io.tillbridge.connector.ErrorRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one call, as the connector's error rules read it. Every outcome that can be expected is a value. */
public sealed interface Answer {

    /** It worked; items inside the answer may still have failed. */
    record Ok(Received received) implements Answer {}

    /**
     * The partner understood and said no; the same call again would be refused again.
     *
     * @param code stable, such as {@code http_422}
     * @param detail the partner's reason, cut to 500 characters
     */
    record Refused(String code, String detail, Received received) implements Answer {}

    /**
     * It did not work now.
     *
     * @param pause how long before the next call
     * @param sent false when no byte of the request can have reached the partner, so that nothing has to be resolved
     * @param received null when there was no answer
     */
    record Transient(
            String code,
            String detail,
            Duration pause,
            boolean sent,
            @Nullable Received received) implements Answer {}

    /**
     * The partner's limit is reached; nothing was done.
     *
     * @param pause before the next call of this client, capped by the rule's {@code max}
     * @param asked what the partner asked for, before the cap; null when it did not say
     */
    record RateLimited(Duration pause, @Nullable Duration asked, Received received) implements Answer {}

    /** The credentials were not accepted: no lane or document is at fault. */
    record AuthFailed(String detail, Duration pause, Received received) implements Answer {}

    /** The request left and no answer came back: the partner may or may not have done it. */
    record Unknown(String code, String detail, Duration pause) implements Answer {}

    /** Not called: budget, breaker, concurrency or an earlier rate limit. Nothing was sent. */
    record NotCalled(Duration pause, String reason) implements Answer {}

    /** The compare-and-set value is out of date: make the request again from the books. */
    record Rebuild(String code, String detail, Received received, ErrorRule.@Nullable Reconcile first)
            implements Answer {}

    /** The partner lacks something that the hub learns of: nothing is told before that has appeared. */
    record Held(String code, String detail, ErrorRule.HoldOn on, Received received) implements Answer {}

    /** A listing has to start over. */
    record RestartPages(String detail, Received received) implements Answer {}

    /** The connection must rest until a person resumes it. */
    record PauseConnection(String code, String detail, Received received) implements Answer {}

    /** Counted under the metric and dropped, as the connector says. */
    record Dropped(String metric, Received received) implements Answer {}
}
