package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection says one secret is found. What stands there is never quoted in a problem, but for a kind that is a
 * plain word: someone may have written the secret itself.
 *
 * @param kind {@code env} or {@code file}
 * @param name an environment variable, or a file below the secrets folder
 */
record SecretSource(String kind, String name, YamlNode.Place place) {

    static Map<String, SecretSource> readAll(YamlMap secrets) {
        Map<String, SecretSource> found = new TreeMap<>();
        for (String secret : secrets.keys()) {
            SecretSource source = read(secrets.node(secret));
            if (source != null) {
                found.put(secret, source);
            }
        }
        return found;
    }

    private static @Nullable SecretSource read(@Nullable YamlNode node) {
        if (!(node instanceof YamlMap map)) {
            if (node != null) {
                node.problem(
                        "secret_written_out",
                        "a " + node.shape(),
                        "{kind: env|file, name: ...}",
                        "move the secret out of the file and name where it is found");
            }
            return null;
        }
        YamlText kind = map.scalar("kind");
        YamlText name = map.scalar("name");
        for (String key : map.keys()) {
            if (!key.equals("kind") && !key.equals("name")) {
                map.placeOf(key).problem("unknown_key", "another key", "kind and name", "remove it");
            }
        }
        if (kind == null || !(kind.value().equals("env") || kind.value().equals("file"))) {
            YamlNode.Place place = kind == null ? map.place() : kind.place();
            place.problem("wrong_word", found(kind), "env or file", "write kind: env or kind: file");
            return null;
        }
        String pattern = kind.value().equals("env") ? "[A-Za-z_][A-Za-z0-9_]*" : "[A-Za-z0-9_][A-Za-z0-9._/-]*";
        if (name == null || !name.value().matches(pattern) || name.value().contains("..")) {
            YamlNode.Place place = name == null ? map.place() : name.place();
            place.problem(
                    "wrong_type",
                    "no usable name",
                    "an environment variable's name, or a file's below the secrets folder",
                    "correct the name");
            return null;
        }
        return new SecretSource(kind.value(), name.value(), map.place());
    }

    private static String found(@Nullable YamlText kind) {
        if (kind == null) {
            return "no kind";
        }
        return kind.value().matches("[a-z]{1,12}") ? "'" + kind.value() + "'" : "another word";
    }
}
