package io.tillbridge.connector.language;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connector asks of its connections: a row of {@code spec}. Required and a string unless it says otherwise.
 *
 * <p>{@code rotates: true} on a secret tells that the partner replaces it: the value given is only the first.
 *
 * @param type {@code string}, {@code url}, {@code int}, {@code secret} or {@code secret_list}
 * @param otherwise the default; null when there is none
 * @param pattern RE2; the whole value must match; null when any text will do
 * @param words the only values allowed; empty when any will do
 */
record Setting(
        String name,
        String type,
        @Nullable String otherwise,
        boolean optional,
        @Nullable String pattern,
        List<String> words,
        YamlNode.Place place) {

    private static final Map<String, String> TYPES =
            Map.of("string", "string", "url", "url", "int", "int", "secret", "secret", "secret_list", "secret_list");
    private static final Set<String> KEYS = Set.of("type", "default", "optional", "pattern", "enum", "help", "rotates");

    Setting {
        words = List.copyOf(words);
    }

    static Setting read(String name, YamlMap map) {
        String type = map.has("type") ? map.word("type", TYPES) : "string";
        String pattern = map.optionalText("pattern");
        if (pattern != null) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                map.placeOf("pattern").problem("wrong_pattern", "'" + pattern + "'", "an RE2 pattern", "correct it");
                pattern = null;
            }
        }
        map.optionalText("help");
        Setting setting = new Setting(
                name,
                type == null ? "string" : type,
                map.optionalText("default"),
                map.bool("optional", false),
                pattern,
                map.list("enum").strings(),
                map.place());
        if (map.bool("rotates", false) && !setting.secret()) {
            map.placeOf("rotates").problem("wrong_word", "rotates", "it on a secret only", "remove it");
        }
        OtherKeys.refuse(map, KEYS);
        YamlText otherwise = map.scalar("default");
        if (otherwise != null && setting.secret()) {
            otherwise.problem("secret_written_out", "a default", "no default for a secret", "remove the default");
        } else if (otherwise != null) {
            setting.check(otherwise);
        }
        return setting;
    }

    boolean secret() {
        return type.equals("secret") || list();
    }

    boolean list() {
        return type.equals("secret_list");
    }

    boolean required() {
        return !optional && otherwise == null;
    }

    /** Records what is wrong with a value; true when nothing is. */
    boolean check(YamlText text) {
        String value = text.value();
        String expected = null;
        if (value.contains("$(")) {
            expected = "a value without placeholders";
        } else if (!words.isEmpty() && !words.contains(value)) {
            expected = "one of " + words;
        } else if (pattern != null && !Pattern.matches(pattern, value)) {
            expected = "text that matches " + pattern;
        } else if (type.equals("int") && !value.matches("-?[0-9]{1,18}")) {
            expected = "an integer";
        } else if (type.equals("url") && !url(value)) {
            expected = "an absolute http or https URL";
        }
        if (expected != null) {
            text.problem("wrong_setting", "'" + value + "'", expected, Words.fix(value, words, "correct the value"));
        }
        return expected == null;
    }

    /** Whether the text is an absolute http or https URL. */
    static boolean url(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
