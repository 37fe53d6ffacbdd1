package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a key is built. */
final class KeyReader {

    private static final KeyRule NONE = new KeyRule.Pointers(List.of());
    private static final Set<String> UUID_SCOPES = Set.of("connection", "canonical", "batch");

    private KeyReader() {}

    /** A key of a source document: {@code pointer pointers columns header template}. */
    static @Nullable KeyRule inbound(Section parent, String key) {
        return inbound(parent, key, Roots.RECORD);
    }

    /** The same, with what a template may name. */
    static @Nullable KeyRule inbound(Section parent, String key, Set<String> roots) {
        Section section = parent.optional(key);
        return section == null ? null : read(section, roots, "pointer", "pointers", "columns", "header", "template");
    }

    /** A key of a canonical event: {@code fields template}. */
    static @Nullable KeyRule outbound(Section parent, String key) {
        Section section = parent.optional(key);
        return section == null ? null : read(section, Roots.CANONICAL, "fields", "template");
    }

    /**
     * The key of a lane: {@code fields template}. It must name every cell of the event's identity, because states of two
     * things in one lane would pass for older and newer states of one, and be lost.
     */
    static @Nullable KeyRule lane(Section flow, @Nullable EventType accepts) {
        Section section = flow.optional("key");
        if (section == null) {
            return null;
        }
        YamlNode.Place place = section.place();
        KeyRule rule = read(section, Roots.CANONICAL, "fields", "template");
        Set<String> named = named(rule);
        if (accepts != null && rule != NONE && !named.containsAll(accepts.identity())) {
            place.problem(
                    "key_too_narrow",
                    "a key of " + named,
                    "a key of at least " + accepts.identity() + " for " + accepts,
                    "add what is missing; states of two things in one lane replace each other");
        }
        return rule;
    }

    /** The canonical cells that a key names. */
    private static Set<String> named(KeyRule rule) {
        Set<String> named = new LinkedHashSet<>();
        if (rule instanceof KeyRule.Fields fields) {
            named.addAll(fields.fields());
        } else if (rule instanceof KeyRule.FromTemplate from) {
            from.template().pieces().stream()
                    .filter(Template.Piece::placeholder)
                    .map(piece -> piece.text().replaceFirst("^canonical\\./?", ""))
                    .forEach(named::add);
        }
        return named;
    }

    /** The key of one call: {@code uuid5 fields template}. */
    static @Nullable KeyRule idempotency(Section parent, String key) {
        Section section = parent.optional(key);
        return section == null ? null : read(section, Roots.IDEMPOTENCY, "uuid5", "fields", "template");
    }

    private static KeyRule read(Section section, Set<String> roots, String... forms) {
        String form = section.only(true, forms);
        KeyRule rule = form == null
                ? NONE
                : switch (form) {
                    case "pointer" -> new KeyRule.Pointers(List.of(section.pointer("pointer")));
                    case "pointers" -> new KeyRule.Pointers(pointers(section));
                    case "columns" -> new KeyRule.Pointers(columns(section));
                    case "header" -> new KeyRule.Header(section.text("header", "a header's name"));
                    case "fields" -> new KeyRule.Fields(cells(section));
                    case "uuid5" -> uuid5(section);
                    default -> new KeyRule.FromTemplate(template(section, roots));
                };
        section.close();
        return rule;
    }

    private static List<JsonPointer> pointers(Section section) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (YamlText text : section.texts("pointers")) {
            JsonPointer pointer = Typed.pointer(text, section.reading());
            if (pointer != null) {
                pointers.add(pointer);
            }
        }
        if (pointers.isEmpty()) {
            section.missing("pointers", "a list of JSON Pointers");
        }
        return pointers;
    }

    /** Columns are members of the document that a record becomes. */
    private static List<JsonPointer> columns(Section section) {
        return texts(section, "columns", "a list of columns").stream()
                .map(column -> JsonPointer.empty().appendProperty(column))
                .toList();
    }

    private static List<String> texts(Section section, String key, String expected) {
        List<String> texts = section.texts(key).stream().map(YamlText::value).toList();
        if (texts.isEmpty()) {
            section.missing(key, expected);
        }
        return texts;
    }

    private static List<String> cells(Section section) {
        section.texts("fields").forEach(text -> section.reading().cell(text.place(), text.value()));
        return texts(section, "fields", "a list of canonical cells");
    }

    private static Template template(Section section, Set<String> roots) {
        YamlText written = section.scalar("template");
        Template template = section.template("template", roots);
        if (written != null && template.pieces().stream().noneMatch(piece -> differs(piece, roots))) {
            // A source that names only its account, by a setting, has no other key
            boolean ofSettings = !roots.contains("canonical") && written.value().contains("$(settings.");
            if (!ofSettings) {
                constant(written.place(), "'" + written.value() + "'");
            }
        }
        return template;
    }

    /** Whether a piece is another for another document or event: what a plan fixes is not. */
    private static boolean differs(Template.Piece piece, Set<String> roots) {
        int dot = piece.text().indexOf('.');
        return piece.placeholder()
                && roots.contains(dot < 0 ? piece.text() : piece.text().substring(0, dot));
    }

    private static void constant(YamlNode.Place place, String found) {
        place.problem(
                "constant_key",
                "the same key for everything: " + found,
                "a part that differs, such as $(record.id) or $(canonical.id)",
                "add what tells one from another; equal keys count as repetitions");
    }

    private static KeyRule uuid5(Section section) {
        List<YamlText> parts = section.texts("uuid5");
        if (!parts.isEmpty() && parts.stream().allMatch(part -> part.value().startsWith("connection."))) {
            constant(section.placeOf("uuid5"), texts(section, "uuid5", "").toString());
        }
        for (YamlText text : parts) {
            int dot = text.value().indexOf('.');
            String scope = dot < 0 ? "" : text.value().substring(0, dot);
            if (UUID_SCOPES.contains(scope)) {
                Placeholders.member(scope, text.value().substring(dot + 1), text.place(), section.reading());
            } else {
                text.problem(
                        "placeholder_out_of_scope",
                        "'" + text.value() + "'",
                        "a value of " + UUID_SCOPES.stream().sorted().toList(),
                        "write it like batch.id or canonical.id");
            }
        }
        return new KeyRule.Uuid5(texts(section, "uuid5", "a list of values such as [connection.id, batch.id]"));
    }
}
