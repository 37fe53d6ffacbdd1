package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Schedule;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a poll of an HTTP API: what is asked, how pages go on, and where the next run starts. */
final class PollReader {

    private static final int PAGE_SIZE = 100;
    private static final int PAGES = 1000;

    private PollReader() {}

    static PollHttpSource read(Section source, InboundReader.Names names) {
        String client = ClientReader.name(source, names.clients(), Set.of("http"));
        if (!source.has("every")) {
            source.missing("every", "a duration such as PT15M");
        }
        Duration every = source.duration("every", Duration.ofHours(1));
        if (every.isZero()) {
            source.placeOf("every").problem("wrong_type", "'PT0S'", "a duration above zero", "write it like PT15M");
        }
        RequestTemplate request = RequestReader.required(
                source, "request", Roots.POLL, names.graphqlClients().contains(client) || client.isEmpty());
        List<String> args = List.of();
        RequestTemplate forKey = null;
        Section narrowed = source.optional("forKey");
        if (narrowed != null) {
            args = narrowed.texts("args").stream().map(YamlText::value).toList();
            forKey = RequestReader.narrowed(request, narrowed, Roots.POLL_FOR_KEY);
            Arguments.check(narrowed, forKey, new TreeSet<>(args));
            narrowed.close();
        }
        return new PollHttpSource(
                client,
                new Schedule.Every(every),
                request,
                forKey,
                args,
                source.pointer("records"),
                pages(source),
                cursor(source));
    }

    private static Pages pages(Section source) {
        Section pages = source.required("pages", "{kind: none} or {kind: cursor, token: /POINTER}");
        String kind = pages == null ? null : pages.word("kind", ConditionReader.words("none", "cursor"));
        if (pages == null || kind == null) {
            return new Pages.None();
        }
        Pages read = kind.equals("none")
                ? new Pages.None()
                : new Pages.Cursor(
                        pages.pointer("token"),
                        pages.optionalPointer("more"),
                        pages.integer("size", PAGE_SIZE, 1, 100_000),
                        pages.integer("max", PAGES, 1, 1_000_000));
        pages.close();
        return read;
    }

    private static CursorRule cursor(Section source) {
        Section cursor = source.required("cursor", "{field: /POINTER, type: instant, start: epoch}");
        if (cursor == null) {
            return new CursorRule(JsonPointer.empty(), "instant", "epoch", Duration.ZERO, Duration.ZERO, null, null);
        }
        JsonPointer advance = null;
        Section from = cursor.optional("advance");
        if (from != null) {
            advance = from.pointer("pointer");
            from.close();
        }
        JsonPointer field = cursor.pointer("field");
        String type = cursor.word("type", ConditionReader.words("instant", "date", "int"));
        Duration step = cursor.optionalDuration("step");
        if (step != null && step.isZero()) {
            cursor.placeOf("step").problem("wrong_type", "'PT0S'", "a duration above zero", "write it like P1D");
        }
        CursorRule rule = new CursorRule(
                field,
                type == null ? "instant" : type,
                start(cursor, type),
                cursor.duration("lookback", Duration.ZERO),
                cursor.duration("holdBack", Duration.ZERO),
                step,
                advance);
        cursor.close();
        return rule;
    }

    private static String start(Section cursor, @Nullable String type) {
        YamlText text = cursor.scalar("start");
        String start = text == null ? "epoch" : Placeholders.constant(text, cursor.reading());
        if (text == null || start == null || start.equals("epoch") || type == null) {
            return start == null ? "epoch" : start;
        }
        try {
            switch (type) {
                case "instant" -> Instant.parse(start);
                case "date" -> LocalDate.parse(start.length() > 10 ? start.substring(0, 10) : start);
                default -> Long.parseLong(start);
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            text.problem("wrong_type", "'" + start + "'", "epoch or a value of type " + type, "correct the start");
        }
        return type.equals("date") && start.length() > 10 ? start.substring(0, 10) : start;
    }
}
