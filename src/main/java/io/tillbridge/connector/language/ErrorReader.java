package io.tillbridge.connector.language;

import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.ErrorRule.Action;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Wait;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads rows that say what an answer, or one item of it, means; the first that matches decides. */
final class ErrorReader {

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Wait.Exponential BACKOFF = new Wait.Exponential(Duration.ofSeconds(1), LONGEST);
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("milliseconds", ChronoUnit.MILLIS, "seconds", ChronoUnit.SECONDS, "minutes", ChronoUnit.MINUTES);
    private static final Map<String, Action> CALL = words(
            Action.RETRY,
            Action.RATE_LIMITED,
            Action.REFRESH_AUTH,
            Action.RESTART_PAGES,
            Action.FAIL,
            Action.HOLD,
            Action.DEAD_LETTER,
            Action.COUNT_AND_DROP,
            Action.PAUSE_CONNECTION);
    private static final Map<String, Action> ITEM =
            words(Action.RETRY, Action.FAIL, Action.HOLD, Action.DEAD_LETTER, Action.COUNT_AND_DROP, Action.REBUILD);

    private ErrorReader() {}

    /**
     * A client's rows with the built-in ones after them: 401 refreshes the authentication, 403 fails, 429 waits as
     * {@code Retry-After} says, 408, 5xx and no answer at all (status 0) are repeated, any other non-2xx fails. An answer
     * that no row matches is a success.
     */
    static List<ErrorRule> call(Section client) {
        List<ErrorRule> rules = new ArrayList<>(read(client, CALL));
        if (rules.stream().anyMatch(rule -> ConditionReader.always(rule.when()))) {
            client.placeOf("errors")
                    .problem(
                            "matches_success",
                            "a row that matches every answer",
                            "conditions on the status or the body",
                            "name what makes an answer an error");
        }
        rules.addAll(builtIn());
        return rules;
    }

    /** The rows for one failed item of an answer. */
    static List<ErrorRule> item(Section result) {
        return read(result, ITEM);
    }

    static List<ErrorRule> builtIn() {
        List<Integer> repeat = IntStream.concat(IntStream.of(0, 408), IntStream.range(500, 600))
                .boxed()
                .toList();
        List<Integer> success = IntStream.range(200, 300).boxed().toList();
        return List.of(
                rule(new Condition.Status(List.of(401)), Action.REFRESH_AUTH, null),
                rule(new Condition.Status(List.of(403)), Action.FAIL, null),
                rule(
                        new Condition.Status(List.of(429)),
                        Action.RATE_LIMITED,
                        new Wait.Header("Retry-After", LONGEST, BACKOFF)),
                rule(new Condition.Status(repeat), Action.RETRY, BACKOFF),
                rule(new Condition.Not(new Condition.Status(success)), Action.FAIL, null));
    }

    private static ErrorRule rule(Condition when, Action action, @Nullable Wait pause) {
        return new ErrorRule(when, action, pause, null, null);
    }

    private static List<ErrorRule> read(Section parent, Map<String, Action> actions) {
        List<ErrorRule> rules = new ArrayList<>();
        Reachable reachable = new Reachable();
        for (Section row : parent.rows("errors")) {
            Condition when = ConditionReader.required(row, "when");
            reachable.check(row, when);
            Action action = row.word("do", actions);
            String metric = row.optionalText("metric");
            if (action == Action.COUNT_AND_DROP && metric == null) {
                row.missing("metric", "the counter's name, because nothing is dropped unseen");
            }
            rules.add(new ErrorRule(
                    when,
                    action == null ? Action.FAIL : action,
                    pause(row, "wait"),
                    row.optionalPointer("detail"),
                    metric,
                    row.optionalText("say"),
                    on(row, action),
                    actions.containsValue(Action.REBUILD) ? first(row, action) : null));
            row.close();
        }
        return rules;
    }

    /** What {@code hold} waits for: exactly one cross reference, so that its appearance releases. */
    private static ErrorRule.@Nullable HoldOn on(Section row, @Nullable Action action) {
        Section on = row.optional("on");
        if (on == null) {
            if (action == Action.HOLD) {
                row.missing("on", "what it waits for, such as {xref: acme.item, by: {fields: [sku]}}");
            }
            return null;
        }
        if (action != Action.HOLD) {
            on.place().problem("too_many", "on with another action", "on with do: hold only", "remove it");
        }
        if (!on.has("by")) {
            on.missing("by", "{fields: [...]}");
        }
        KeyRule by = KeyReader.outbound(on, "by");
        ErrorRule.HoldOn read = new ErrorRule.HoldOn(
                on.text("xref", "a kind of cross reference"), by == null ? new KeyRule.Fields(List.of()) : by);
        on.close();
        return read;
    }

    private static ErrorRule.@Nullable Reconcile first(Section row, @Nullable Action action) {
        Section first = row.optional("first");
        if (first == null) {
            return null;
        }
        if (action != Action.REBUILD) {
            first.place().problem("too_many", "first with another action", "first with do: rebuild only", "remove it");
        }
        ErrorRule.Reconcile read = new ErrorRule.Reconcile(
                first.text("reconcile", "an inbound flow with forKey"),
                first.templates("args", Roots.CANONICAL),
                first.duration("within", Duration.ofSeconds(5)));
        first.close();
        return read;
    }

    private static @Nullable Wait pause(Section parent, String key) {
        Section section = parent.optional(key);
        if (section == null) {
            return null;
        }
        String kind = section.word("kind", ConditionReader.words("header", "body", "exponential", "fixed", "budget"));
        Wait pause = kind == null
                ? null
                : switch (kind) {
                    case "header" -> {
                        Wait otherwise = pause(section, "else");
                        yield new Wait.Header(
                                section.text("name", "a header's name"),
                                section.duration("max", LONGEST),
                                otherwise == null ? BACKOFF : otherwise);
                    }
                    case "body" -> {
                        Wait otherwise = pause(section, "else");
                        ChronoUnit unit = section.word("unit", UNITS);
                        yield new Wait.Body(
                                section.pointer("pointer"),
                                unit == null ? ChronoUnit.SECONDS : unit,
                                section.duration("max", LONGEST),
                                otherwise == null ? BACKOFF : otherwise);
                    }
                    case "exponential" -> {
                        section.optionalWord("jitter", ConditionReader.words("full"));
                        yield new Wait.Exponential(
                                section.duration("base", BACKOFF.base()), section.duration("max", LONGEST));
                    }
                    case "fixed" -> {
                        if (!section.has("for")) {
                            section.missing("for", "a duration");
                        }
                        yield new Wait.Fixed(section.duration("for", Duration.ofSeconds(1)));
                    }
                    default -> new Wait.ForBudget();
                };
        if (kind != null) {
            section.close();
        }
        return pause;
    }

    private static Map<String, Action> words(Action... actions) {
        Map<String, Action> words = new TreeMap<>();
        for (Action action : actions) {
            words.put(action.name().toLowerCase(Locale.ROOT), action);
        }
        return words;
    }
}
