package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.DispatchRule.Outcome;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what becomes of a document: {@code dispatch} rows, or {@code emits} with {@code mapping} as one row. */
final class DispatchReader {

    private DispatchReader() {}

    /** Names that rows may refer to. */
    record Targets(Set<String> fetches, Set<String> polls) {}

    static List<DispatchRule> read(Section flow, Targets targets) {
        YamlText mapping = flow.scalar("mapping");
        String form = flow.only(true, "dispatch", "emits");
        if (form == null || form.equals("emits")) {
            Outcome emit = emit(flow, mapping, form == null ? "" : "emits", null, null, null);
            return emit == null ? List.of() : List.of(new DispatchRule(new Condition.Any(), emit));
        }
        List<DispatchRule> rules = new ArrayList<>();
        Reachable reachable = new Reachable();
        List<Section> rows = flow.rows("dispatch");
        if (rows.isEmpty()) {
            flow.missing("dispatch", "at least one row");
        }
        boolean defaultUsed = mapping == null;
        for (Section row : rows) {
            Condition when = ConditionReader.required(row, "when");
            reachable.check(row, when);
            defaultUsed = defaultUsed || (row.has("emits") && !row.has("mapping"));
            Outcome outcome = outcome(row, mapping, targets);
            if (outcome != null) {
                rules.add(new DispatchRule(when, outcome));
            }
            row.close();
        }
        if (!defaultUsed) {
            flow.placeOf("mapping")
                    .problem("unused", "a mapping no row takes", "a row with emits and no mapping", "remove it");
        }
        return rules;
    }

    private static @Nullable Outcome outcome(Section row, @Nullable YamlText mapping, Targets targets) {
        String form = row.only(true, "emits", "fetch", "trigger", "do");
        if (form == null) {
            return null;
        }
        return switch (form) {
            case "emits" -> {
                YamlText own = row.scalar("mapping");
                JsonPointer each = row.optionalPointer("each");
                yield emit(
                        row,
                        own == null ? mapping : own,
                        form,
                        each,
                        children(row, each != null),
                        KeyReader.inbound(row, "key"));
            }
            case "fetch" -> fetch(row, targets);
            case "trigger" -> {
                String flow = row.text("trigger", "a poll's name");
                row.reading().defined(row.placeOf("trigger"), "poll", flow, targets.polls());
                yield new DispatchRule.Trigger(flow);
            }
            default -> {
                String action = row.word("do", ConditionReader.words("count_and_drop", "dead_letter"));
                if ("count_and_drop".equals(action)) {
                    yield new DispatchRule.Drop(row.text("metric", "the counter's name: nothing is dropped unseen"));
                }
                yield new DispatchRule.DeadLetter();
            }
        };
    }

    private static DispatchRule.@Nullable Children children(Section row, boolean cut) {
        Section children = row.optional("children");
        if (children == null) {
            return null;
        }
        if (!cut) {
            row.missing("each", "the array whose elements have these children");
        }
        DispatchRule.Children read = new DispatchRule.Children(
                children.pointer("list"),
                children.text("as", "a member for the element that holds the list"),
                children.has("when") ? ConditionReader.required(children, "when") : null);
        children.close();
        return read;
    }

    private static Outcome fetch(Section row, Targets targets) {
        String fetch = row.text("fetch", "a fetch's name");
        row.reading().use("fetches." + fetch);
        row.reading().defined(row.placeOf("fetch"), "fetch", fetch, targets.fetches());
        Map<String, Template> args = new LinkedHashMap<>();
        row.named("args").forEach((name, arg) -> {
            JsonPointer pointer = arg.pointer("pointer");
            arg.close();
            args.put(name, Template.parse("$(record." + pointer + ")"));
        });
        return new DispatchRule.Fetch(fetch, args);
    }

    private static @Nullable Outcome emit(
            Section section,
            @Nullable YamlText mapping,
            String form,
            @Nullable JsonPointer each,
            DispatchRule.@Nullable Children children,
            io.tillbridge.connector.@Nullable KeyRule key) {
        if (mapping == null && !form.isEmpty()) {
            section.missing("mapping", "the subject of a mapping, such as shopify.order");
        }
        EventType event = form.isEmpty() ? null : Events.read(section, "emits", EventType.Direction.IN);
        return event == null || mapping == null
                ? null
                : new DispatchRule.Emit(event, Events.subject(mapping), each, children, key);
    }
}
