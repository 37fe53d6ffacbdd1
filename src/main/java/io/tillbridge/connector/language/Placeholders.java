package io.tillbridge.connector.language;

import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code $(settings..)}, {@code $(lets..)} and {@code $(connection..)} by their values and checks every other
 * placeholder against the scopes that its field may use.
 */
final class Placeholders {

    private static final Set<String> CONNECTION = Set.of("id", "timezone", "startAt");

    /** What may follow a scope with a closed list of members. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "cursor", Set.of("from", "to"),
            "page", Set.of("token", "number", "offset", "after", "size"),
            "job", Set.of("id"),
            "idempotency", Set.of("key"),
            "connection", CONNECTION);

    private static final Set<String> BATCH = Set.of("id");

    private static final Template EMPTY = Template.parse("");

    private Placeholders() {}

    /** The text without any placeholder; null when one is wrong, or has no value: a problem unless it is not known yet. */
    static @Nullable String constant(YamlText text, Reading reading) {
        int before = text.place().problems().size();
        Template template = template(text, Roots.NONE, reading);
        if (text.place().problems().size() > before) {
            return null;
        }
        if (template.constant()) {
            return template.render(scope -> null);
        }
        template.pieces().stream()
                .filter(piece -> piece.placeholder() && unexplained(piece.text(), reading))
                .forEach(piece -> text.problem(
                        "no_value",
                        "$(" + piece.text() + ") without a value",
                        "a value for " + piece.text(),
                        "give it in the connection, or a default in the connector"));
        return null;
    }

    /** Whether a value is missing while a connection is planned and no other problem says so yet. */
    private static boolean unexplained(String path, Reading reading) {
        Setting setting = path.startsWith("settings.")
                ? reading.connector().spec().get(path.substring("settings.".length()))
                : null;
        return reading.planning() && (path.startsWith("connection.") || (setting != null && setting.optional()));
    }

    /** The text as it is written; empty where a placeholder is empty or open, which is a problem already. */
    static Template written(YamlText text) {
        try {
            return Template.parse(text.value());
        } catch (IllegalArgumentException e) {
            return EMPTY;
        }
    }

    static Template template(YamlText text, Set<String> roots, Reading reading) {
        return template(text.value(), text.place(), roots, reading);
    }

    /** The text with its known placeholders replaced; those of the given scopes stay, those out of scope are problems. */
    static Template template(String text, YamlNode.Place place, Set<String> roots, Reading reading) {
        Template written;
        try {
            written = Template.parse(text);
        } catch (IllegalArgumentException e) {
            place.problem(
                    "wrong_placeholder", "a placeholder that is empty or open", "$(scope.path)", "close it with )");
            return EMPTY;
        }
        StringBuilder out = new StringBuilder();
        for (Template.Piece piece : written.pieces()) {
            String value = piece.placeholder() ? value(piece.text(), place, roots, reading) : piece.text();
            out.append(value == null ? "$(" + piece.text() + ")" : value);
        }
        return Template.parse(out.toString());
    }

    /** The one secret that a text names; null (a problem) when it is anything else. */
    static @Nullable SecretReference secret(@Nullable YamlText text, Reading reading) {
        if (text == null) {
            return null;
        }
        if (!text.value().matches("\\$\\(secrets\\.[A-Za-z0-9_]+\\)")) {
            text.problem(
                    "secret_written_out",
                    "something other than one secret",
                    "$(secrets.NAME)",
                    "declare the secret under spec and name it here");
            return null;
        }
        template(text, Roots.SECRETS, reading);
        return reference(
                text.value().substring("$(secrets.".length(), text.value().length() - 1), reading);
    }

    /** Where a declared secret is found; for a connector read alone, a reference by the secret's own name. */
    static @Nullable SecretReference reference(String name, Reading reading) {
        Setting setting = reading.connector().spec().get(name);
        if (setting == null || !setting.secret()) {
            return null;
        }
        SecretSource source = reading.secrets().get(name);
        return source == null
                ? new SecretReference("env", name, setting.list())
                : new SecretReference(source.kind(), source.name(), setting.list());
    }

    /** The value of one placeholder; null when it stays as it is; empty when it is a problem. */
    private static @Nullable String value(String path, YamlNode.Place place, Set<String> roots, Reading reading) {
        int dot = path.indexOf('.');
        String root = dot < 0 ? path : path.substring(0, dot);
        String name = dot < 0 ? "" : path.substring(dot + 1);
        reading.use(path);
        return switch (root) {
            case "settings" -> setting(name, place, reading);
            case "lets" ->
                reading.defined(place, "let", name, reading.connector().letNames())
                        ? reading.lets().get(name)
                        : "";
            case "connection" ->
                reading.defined(place, "connection value", name, CONNECTION)
                        ? reading.connection().get(name)
                        : "";
            case "secrets" -> secretName(name, place, roots, reading);
            default -> runtime(path, root, name, place, roots, reading);
        };
    }

    private static @Nullable String setting(String name, YamlNode.Place place, Reading reading) {
        Setting setting = reading.connector().spec().get(name);
        if (setting != null && setting.secret()) {
            place.problem(
                    "secret_out_of_scope",
                    "$(settings." + name + ")",
                    "$(secrets." + name + ") under auth, verify or headers",
                    "read a secret by its own scope");
            return "";
        }
        return reading.defined(place, "setting", name, reading.connector().settingNames())
                ? reading.settings().get(name)
                : "";
    }

    private static @Nullable String secretName(String name, YamlNode.Place place, Set<String> roots, Reading reading) {
        if (!roots.contains("secrets")) {
            place.problem(
                    "secret_out_of_scope",
                    "$(secrets." + name + ")",
                    "secrets under auth, verify and headers only",
                    "move it to auth, verify or headers");
            return "";
        }
        return reading.defined(place, "secret", name, reading.connector().secretNames()) ? null : "";
    }

    private static @Nullable String runtime(
            String path, String root, String name, YamlNode.Place place, Set<String> roots, Reading reading) {
        if (roots.contains(path)) {
            return null;
        }
        if (!roots.contains(root)) {
            Set<String> legal = new TreeSet<>(roots);
            legal.addAll(Set.of("settings", "connection", "lets"));
            place.problem(
                    "placeholder_out_of_scope",
                    "$(" + path + ")",
                    "a placeholder of " + legal,
                    Words.fix(root, legal, "use one of these scopes"));
            return "";
        }
        return member(root, name, place, reading) ? null : "";
    }

    /** Refuses what a scope does not have; for {@code canonical} and {@code resolved} the flow that is read says what. */
    static boolean member(String root, String name, YamlNode.Place place, Reading reading) {
        Set<String> members = MEMBERS.get(root);
        return switch (root) {
            case "canonical" -> reading.cell(place, name);
            case "resolved" -> reading.reference(place, name);
            case "batch" -> name.isEmpty() || reading.defined(place, "batch value", name, BATCH);
            default -> members == null || reading.defined(place, root + " value", name, members);
        };
    }
}
