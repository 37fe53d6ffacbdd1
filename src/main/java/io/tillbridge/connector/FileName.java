package io.tillbridge.connector;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which names a flow reads, and what it reads from them.
 *
 * @param pattern RE2; its named groups are the parts of the name
 */
public record FileName(String pattern) {

    /** Parts of every name: the name itself and what stands before its last dot. */
    public static final Set<String> ALWAYS = Set.of("name", "stem");

    /**
     * Parts of a name that matches: {@link #ALWAYS} and the named groups, text without those that took no part.
     *
     * @return empty when the name does not match
     */
    public Optional<Map<String, String>> parts(String name) {
        Matcher matcher = Conditions.pattern(pattern).matcher(name);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Map<String, String> parts = new TreeMap<>();
        for (String group : groups()) {
            String text = matcher.group(group);
            if (text != null) {
                parts.put(group, text);
            }
        }
        int dot = name.lastIndexOf('.');
        parts.put("name", name);
        parts.put("stem", dot <= 0 ? name : name.substring(0, dot));
        return Optional.of(parts);
    }

    /** Names of the pattern's groups. */
    public Set<String> groups() {
        Pattern compiled = Conditions.pattern(pattern);
        return compiled.namedGroups().keySet();
    }
}
