package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.JsonTemplate;
import io.tillbridge.platform.YamlText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where the next run of a poll starts. */
final class CursorReader {

    private static final Map<String, String> TYPES =
            ConditionReader.words("instant", "local_datetime", "date", "int", "text");
    private static final String EXAMPLE = "{field: /POINTER, type: instant, start: epoch} or {kind: full}";

    /** A rule for a listing without a cursor of its own, such as an export of everything. */
    static final CursorRule NONE = full(null, 100);

    private CursorReader() {}

    static CursorRule read(Section source) {
        Section cursor = source.required("cursor", EXAMPLE);
        if (cursor == null) {
            return NONE;
        }
        CursorRule rule = "full".equals(cursor.optionalWord("kind", ConditionReader.words("full", "changes")))
                ? full(cursor)
                : changes(cursor);
        cursor.close();
        return rule;
    }

    private static CursorRule full(Section cursor) {
        Section missing = cursor.optional("missing");
        if (missing == null) {
            return full(null, 100);
        }
        YamlText json = missing.scalar("json");
        if (json == null) {
            missing.missing(
                    "json", "the document that tells of a missing record, such as '{\"id\": \"$(record.key)\"}'");
        }
        CursorRule rule = full(
                json == null ? null : RequestReader.json(json, Roots.RECORD, cursor.reading()),
                missing.integer("atMost", 10, 0, 100));
        missing.close();
        return rule;
    }

    private static CursorRule full(@Nullable JsonTemplate missing, int atMost) {
        return new CursorRule(
                List.of(),
                "epoch",
                Duration.ZERO,
                Duration.ZERO,
                null,
                0,
                0,
                null,
                null,
                false,
                new CursorRule.FullRead(missing, atMost));
    }

    private static CursorRule changes(Section cursor) {
        JsonPointer advance = null;
        Section from = cursor.optional("advance");
        if (from != null) {
            advance = from.pointer("pointer");
            from.close();
        }
        List<CursorRule.Field> fields = fields(cursor);
        String type = fields.isEmpty() ? "instant" : fields.get(0).type();
        boolean newestFirst = "newest_first"
                .equals(cursor.optionalWord("feed", ConditionReader.words("newest_first", "oldest_first")));
        boolean counted = type.equals("int");
        boolean bounded = !counted && !type.equals("text");
        Duration lookback = bounded ? cursor.duration("lookback", Duration.ZERO) : Duration.ZERO;
        Duration step = bounded ? cursor.optionalDuration("step") : null;
        int lookbackBy = counted ? cursor.integer("lookback", 0, 0, 999_999_999) : 0;
        int stepBy = counted && cursor.has("step") ? cursor.integer("step", 0, 1, 999_999_999) : 0;
        if (step != null && step.isZero()) {
            cursor.placeOf("step").problem("wrong_type", "'PT0S'", "a duration above zero", "write it like P1D");
        } else if ((step != null && step.compareTo(lookback) <= 0) || (stepBy > 0 && stepBy <= lookbackBy)) {
            cursor.placeOf("step")
                    .problem(
                            "step_within_lookback",
                            "a step that the lookback takes back",
                            "a step above the lookback",
                            "enlarge the step: each window begins where the last ended, less the lookback");
        }
        if (newestFirst && (step != null || stepBy > 0)) {
            cursor.placeOf("step")
                    .problem("too_many", "step with newest_first", "one of both", "remove one: a feed has no windows");
        }
        if (fields.size() > 1 && (advance != null || step != null || stepBy > 0)) {
            cursor.placeOf(advance != null ? "advance" : "step")
                    .problem("too_many", "advance or step with several fields", "one field", "use field and type");
        }
        return new CursorRule(
                fields,
                start(cursor, type, zone(cursor, fields)),
                lookback,
                bounded ? cursor.duration("holdBack", Duration.ZERO) : Duration.ZERO,
                step,
                lookbackBy,
                stepBy,
                advance,
                bounded ? cursor.optionalDuration("retention") : null,
                newestFirst,
                null);
    }

    private static List<CursorRule.Field> fields(Section cursor) {
        String form = cursor.only(true, "field", "fields");
        if ("field".equals(form)) {
            JsonPointer pointer = cursor.pointer("field");
            String type = cursor.word("type", TYPES);
            return List.of(new CursorRule.Field("from", pointer, type == null ? "instant" : type, zone(cursor, type)));
        }
        List<CursorRule.Field> fields = new ArrayList<>();
        for (Section row : cursor.rows("fields")) {
            String type = row.word("type", TYPES);
            fields.add(new CursorRule.Field(
                    row.text("name", "what $(cursor.NAME) calls it"),
                    row.pointer("pointer"),
                    type == null ? "instant" : type,
                    zone(row, type)));
            row.close();
        }
        if (fields.isEmpty()) {
            cursor.missing("fields", "at least one {name: NAME, pointer: /POINTER, type: instant}");
        }
        return fields;
    }

    private static @Nullable ZoneId zone(Section section, @Nullable String type) {
        String zone =
                Set.of("local_datetime", "date").contains(String.valueOf(type)) ? section.optionalText("zone") : null;
        if (zone == null) {
            return null;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            section.placeOf("zone")
                    .problem("wrong_type", "'" + zone + "'", "a time zone", "write it like Europe/Berlin");
            return null;
        }
    }

    /** The zone that values without an offset are in: the first field's, else the connection's. */
    private static ZoneId zone(Section cursor, List<CursorRule.Field> fields) {
        ZoneId own = fields.isEmpty() ? null : fields.get(0).zone();
        String connection = cursor.reading().connection().get("timezone");
        return own != null ? own : connection == null ? ZoneOffset.UTC : ZoneId.of(connection);
    }

    private static String start(Section cursor, String type, ZoneId zone) {
        YamlText text = cursor.scalar("start");
        String start = text == null ? "epoch" : Placeholders.constant(text, cursor.reading());
        if (text == null || start == null || start.equals("epoch")) {
            return start == null ? "epoch" : start;
        }
        try {
            return switch (type) {
                case "instant" -> Instant.parse(start).toString();
                case "local_datetime" -> local(start, zone).toString();
                case "date" ->
                    start.length() > 10
                            ? local(start, zone).toLocalDate().toString()
                            : LocalDate.parse(start).toString();
                case "int" -> String.valueOf(Long.parseLong(start));
                default -> start;
            };
        } catch (DateTimeException | NumberFormatException e) {
            text.problem("wrong_type", "'" + start + "'", "epoch or a value of type " + type, "correct the start");
            return "epoch";
        }
    }

    private static LocalDateTime local(String start, ZoneId zone) {
        return start.endsWith("Z") ? Instant.parse(start).atZone(zone).toLocalDateTime() : LocalDateTime.parse(start);
    }
}
