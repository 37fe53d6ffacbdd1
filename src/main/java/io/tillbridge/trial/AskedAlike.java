package io.tillbridge.trial;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Whether a call is the recorded one: the same method, the same path, parameters of the same names and with the same values,
 * but for times, which go with the clock, and masked values.
 */
final class AskedAlike {

    private static final Pattern TIME = Pattern.compile(".*([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}T?|[0-9]{10,}).*");

    private AskedAlike() {}

    /** What differs, for people; empty when nothing does. */
    static String difference(Cassette recorded, FakePartner.Call call) {
        if (!recorded.method().equals(call.method())) {
            return recorded.name() + ": " + call.method() + " instead of " + recorded.method();
        }
        String path = path(recorded.uri());
        String asked = path(call.uri());
        // A link leads to the whole path, a request to the one below the client's base URL
        if (!path.endsWith(asked) && !asked.endsWith(path) && !path.contains(Masked.MASK)) {
            return recorded.name() + ": path " + asked + " instead of " + path;
        }
        Map<String, String> expected = query(recorded.uri());
        Map<String, String> found = query(call.uri());
        if (expected.isEmpty()) {
            return "";
        }
        if (!expected.keySet().equals(found.keySet())) {
            return recorded.name() + ": parameters " + found.keySet() + " instead of " + expected.keySet();
        }
        for (Map.Entry<String, String> parameter : expected.entrySet()) {
            String value = found.getOrDefault(parameter.getKey(), "");
            boolean free = parameter.getValue().contains(Masked.MASK)
                    || (TIME.matcher(parameter.getValue()).matches()
                            && TIME.matcher(value).matches());
            if (!free && !value.equals(parameter.getValue())) {
                return recorded.name() + ": " + parameter.getKey() + "=" + value + " instead of "
                        + parameter.getValue();
            }
        }
        return "";
    }

    static String path(String uri) {
        return URLDecoder.decode(uri.split("\\?", 2)[0].replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static Map<String, String> query(String uri) {
        Map<String, String> query = new TreeMap<>();
        String[] parts = uri.split("\\?", 2);
        if (parts.length == 2) {
            for (String pair : parts[1].split("&", -1)) {
                String[] both = pair.split("=", 2);
                query.put(decoded(both[0]), both.length == 2 ? decoded(both[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
