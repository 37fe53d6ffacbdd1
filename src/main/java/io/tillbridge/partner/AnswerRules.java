package io.tillbridge.partner;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.Wait;
import io.tillbridge.platform.StorableText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer by a connector's error rules: the first row that matches decides, also on a status of 200. What no row
 * matches is read by its status: 2xx worked; 429 is a rate limit; 401 means the credentials; 408 and 5xx may work later;
 * everything else is refused. What the partner asks for by {@code Retry-After} or {@code RateLimit} is waited in full,
 * and longer when a row's own wait is longer.
 */
public final class AnswerRules {

    private static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(1);
    private static final int SHOWN = 500;

    private final ConditionTest conditions;
    private final Clock clock;
    private final RandomGenerator random;
    private final Function<Received, Optional<Duration>> roomIn;

    public AnswerRules(ConditionTest conditions, Clock clock, RandomGenerator random) {
        this(conditions, clock, random, received -> Optional.empty());
    }

    private AnswerRules(
            ConditionTest conditions,
            Clock clock,
            RandomGenerator random,
            Function<Received, Optional<Duration>> roomIn) {
        this.roomIn = roomIn;
        this.conditions = conditions;
        this.clock = clock;
        this.random = random;
    }

    /** The same, where a wait for budget ends when the partner's limit has room again, as the answer tells it. */
    AnswerRules until(Function<Received, Optional<Duration>> room) {
        return new AnswerRules(conditions, clock, random, room);
    }

    /** Reads a whole answer; {@code attempt} counts failed calls so far, from 0, and sets exponential waits. */
    public Answer read(List<ErrorRule> rules, Received received, int attempt) {
        ErrorRule rule = first(rules, received, received.json());
        if (rule != null) {
            return act(rule, received, received.json(), attempt, "http_" + received.status());
        }
        int status = received.status();
        if (status >= 200 && status < 300) {
            return new Answer.Ok(received);
        }
        if (status == 429) {
            return rateLimited(null, received, received.json(), attempt);
        }
        if (status == 401) {
            return new Answer.AuthFailed(detail(null, received, received.json()), CREDENTIALS_PAUSE, received);
        }
        if (status == 408 || status >= 500) {
            return later(null, received, received.json(), attempt, "http_" + status);
        }
        return new Answer.Refused("http_" + status, detail(null, received, received.json()), received);
    }

    /**
     * Reads the error of one item inside an answer.
     *
     * @param code used when no row says otherwise: nothing matched means refused
     */
    public Answer readItem(List<ErrorRule> rules, Received received, JsonNode error, int attempt, String code) {
        ErrorRule rule = first(rules, received, error);
        return rule == null
                ? new Answer.Refused(code, cut(error.toString()), received)
                : act(rule, received, error, attempt, code);
    }

    /** Reads the body of an answer that worked by its status; empty when no row matches, so that it did work. */
    public Optional<Answer> readBody(List<ErrorRule> rules, Received received, int attempt) {
        ErrorRule rule = first(rules, received, received.json());
        return rule == null
                ? Optional.empty()
                : Optional.of(act(rule, received, received.json(), attempt, "http_" + received.status()));
    }

    /** Whether a condition of the connector holds of a part of an answer. */
    public boolean holds(Condition condition, Received received, JsonNode part) {
        return conditions.holds(condition, received.status(), received.headers(), part);
    }

    private static String said(@Nullable String say, String detail) {
        return say == null ? detail : cut(say + ": " + detail);
    }

    private @Nullable ErrorRule first(List<ErrorRule> rules, Received received, JsonNode document) {
        for (ErrorRule rule : rules) {
            if (conditions.holds(rule.when(), received.status(), received.headers(), document)) {
                return rule;
            }
        }
        return null;
    }

    private Answer act(ErrorRule rule, Received received, JsonNode document, int attempt, String code) {
        String detail = said(rule.say(), detail(rule.detail(), received, document));
        return switch (rule.action()) {
            case RETRY -> later(rule.pause(), received, document, attempt, code);
            case HOLD ->
                rule.on() == null
                        ? later(rule.pause(), received, document, attempt, code)
                        : new Answer.Held(code, detail, rule.on(), received);
            case RATE_LIMITED -> rateLimited(rule.pause(), received, document, attempt);
            case REFRESH_AUTH -> new Answer.AuthFailed(detail, CREDENTIALS_PAUSE, received);
            case RESTART_PAGES -> new Answer.RestartPages(detail, received);
            case FAIL, DEAD_LETTER -> new Answer.Refused(code, detail, received);
            case COUNT_AND_DROP -> new Answer.Dropped(rule.metric() == null ? code : rule.metric(), received);
            case PAUSE_CONNECTION -> new Answer.PauseConnection(code, detail, received);
            case REBUILD -> new Answer.Rebuild(code, detail, received, rule.first());
        };
    }

    private Answer later(@Nullable Wait wait, Received received, JsonNode document, int attempt, String code) {
        Duration own = wait == null
                ? exponential(Backoff.BASE, Backoff.MAX, attempt)
                : pause(wait, received, document, attempt);
        Duration asked = asked(received).orElse(Duration.ZERO);
        return new Answer.Transient(code, detail(null, received, document), longer(own, asked), true, received);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private Answer rateLimited(@Nullable Wait wait, Received received, JsonNode document, int attempt) {
        Optional<Duration> asked = asked(received);
        Optional<Duration> theirs = asked.map(this::jittered);
        Duration pause = wait == null
                ? theirs.orElseGet(() -> exponential(Backoff.BASE, Backoff.MAX, attempt))
                : longer(pause(wait, received, document, attempt), theirs.orElse(Duration.ZERO));
        return new Answer.RateLimited(pause, asked.orElse(null), received);
    }

    /** {@code Retry-After} outranks the {@code t} of {@code RateLimit}. */
    private Optional<Duration> asked(Received received) {
        String after = received.headers().get("retry-after");
        Optional<Duration> seconds = after == null ? Optional.empty() : RetryAfter.parse(after, clock.instant());
        if (seconds.isPresent()) {
            return seconds;
        }
        String limit = received.headers().get("ratelimit");
        return limit == null ? Optional.empty() : RateLimitHeader.exhaustedFor(limit);
    }

    private Duration pause(Wait wait, Received received, JsonNode document, int attempt) {
        if (wait instanceof Wait.Fixed fixed) {
            return fixed.duration();
        }
        if (wait instanceof Wait.Exponential exponential) {
            return exponential(exponential.base(), exponential.max(), attempt);
        }
        if (wait instanceof Wait.Header header) {
            String value = received.headers().get(header.name().toLowerCase(Locale.ROOT));
            Optional<Duration> asked = value == null ? Optional.empty() : RetryAfter.parse(value, clock.instant());
            return asked.map(this::jittered)
                    .map(duration -> shorter(duration, header.max()))
                    .orElseGet(() -> pause(header.orElse(), received, document, attempt));
        }
        if (wait instanceof Wait.Body body) {
            return Waits.told(document.at(body.pointer()), body.unit())
                    .map(this::jittered)
                    .map(duration -> shorter(duration, body.max()))
                    .orElseGet(() -> pause(body.orElse(), received, document, attempt));
        }
        return roomIn.apply(received)
                .filter(duration -> !duration.isZero())
                .map(this::jittered)
                .orElse(Backoff.BASE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Up to a second more, so that nodes that were told the same time do not call in the same instant. */
    private Duration jittered(Duration duration) {
        return duration.plusMillis(random.nextLong(1_000));
    }

    private Duration exponential(Duration base, Duration max, int attempt) {
        return Backoff.next(base, max, attempt, random);
    }

    private static String detail(@Nullable JsonPointer pointer, Received received, JsonNode document) {
        if (pointer != null) {
            JsonNode found = document.at(pointer);
            if (!found.isMissingNode()) {
                return cut(found.isValueNode() ? found.asText() : found.toString());
            }
        }
        return cut("HTTP " + received.status() + ": " + received.excerpt());
    }

    private static String cut(String text) {
        return StorableText.cut(text, SHOWN);
    }
}
