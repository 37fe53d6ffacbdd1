package io.tillbridge.connector.language;

import io.tillbridge.connector.Template;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** Refuses credentials that are written out where a name says that one stands; they are never quoted. */
final class WrittenCredentials {

    private static final Pattern NAME = Pattern.compile("(?i)(proxy-)?authorization|cookie"
            + "|.*(api[-_]?key|access[-_]?key|app[-_]?key|token|secret|password|passwd|signature)");

    private WrittenCredentials() {}

    /** Headers or query parameters as they were read; a literal under a telling name is a problem. */
    static Map<String, Template> refused(Section section, String key, Map<String, Template> read) {
        read.forEach((name, value) -> {
            if (NAME.matcher(name).matches()
                    && value.constant()
                    && !value.toString().isEmpty()) {
                section.map()
                        .map(key)
                        .placeOf(name)
                        .problem(
                                "secret_written_out",
                                "a credential without $(secrets.NAME)",
                                "$(secrets.NAME), or auth with kind api_key",
                                "declare the secret under spec and name it; whoever wrote it out should change it");
            }
        });
        return read;
    }

    /** A URL as it was read; one with a user or password before the host is a problem. */
    static String refused(Section section, String key, String url) {
        if (url.contains("@") && URI.create(url).getRawUserInfo() != null) {
            section.placeOf(key)
                    .problem(
                            "secret_written_out",
                            "a user before the host",
                            "a URL without credentials",
                            "move them to auth: {kind: basic, ...} with secrets");
        }
        return url;
    }
}
