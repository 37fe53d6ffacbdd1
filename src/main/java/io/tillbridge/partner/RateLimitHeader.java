package io.tillbridge.partner;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10): {@code "default";r=50;t=30}, a list. A malformed
 * field is ignored as a whole. Read in linear time and constant depth, however long a partner makes it.
 */
public final class RateLimitHeader {

    private static final Pattern ITEM =
            Pattern.compile("\\s*(?:\"[^\"\\\\]*\"|[a-zA-Z*][\\w\\-.:/*%]*)((?:\\s*;\\s*[a-z][a-z0-9_-]*"
                    + "(?:=(?:-?\\d{1,15}|\"[^\"]*\"|:[A-Za-z0-9+/=]*:|[a-zA-Z][\\w-]*))?)*)\\s*");
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([a-z][a-z0-9_-]*)(?:=(-?\\d{1,15}))?");

    private RateLimitHeader() {}

    /**
     * One limit as it stands.
     *
     * @param remaining {@code r}: calls left
     * @param reset {@code t}: until the quota is full again; null when not said
     */
    public record Limit(long remaining, @Nullable Duration reset) {}

    /** The limits of one field value; empty when it is malformed or {@code r} is missing. */
    public static List<Limit> parse(String value) {
        List<Limit> limits = new ArrayList<>();
        for (String item : value.split(",", -1)) {
            Matcher whole = ITEM.matcher(item);
            if (!whole.matches()) {
                return List.of();
            }
            Long remaining = null;
            Duration reset = null;
            Matcher parameter = PARAMETER.matcher(whole.group(1));
            while (parameter.find()) {
                String number = parameter.group(2);
                if (number == null) {
                    continue;
                }
                if (parameter.group(1).equals("r")) {
                    remaining = Long.parseLong(number);
                } else if (parameter.group(1).equals("t")) {
                    reset = Duration.ofSeconds(Long.parseLong(number));
                }
            }
            if (remaining == null || remaining < 0 || (reset != null && reset.isNegative())) {
                return List.of();
            }
            limits.add(new Limit(remaining, reset));
        }
        return limits;
    }

    /** The longest time until an exhausted limit is full again; empty when none is exhausted or none says when. */
    public static Optional<Duration> exhaustedFor(String value) {
        return parse(value).stream()
                .filter(limit -> limit.remaining() == 0)
                .flatMap(limit -> Stream.ofNullable(limit.reset()))
                .max(Duration::compareTo);
    }
}
