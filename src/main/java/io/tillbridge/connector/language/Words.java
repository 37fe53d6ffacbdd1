package io.tillbridge.connector.language;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words of the language: the nearest one to a misspelt word, and those that a later version will know. */
final class Words {

    /** Words of the language for which this version has no engine yet. */
    private static final Set<String> LATER = Set.of(
            "after",
            "badRows",
            "bucket_from_response",
            "certificate",
            "children",
            "column",
            "columns",
            "confirm",
            "correlate",
            "echo",
            "edifact",
            "eventTime",
            "expectDaily",
            "feed",
            "files-in",
            "first",
            "format",
            "group",
            "isolation",
            "jdbc",
            "jdbc-in",
            "jms",
            "jms-in",
            "job",
            "jwt",
            "kafka",
            "kafka-in",
            "keyset",
            "link_body",
            "link_header",
            "local_datetime",
            "login",
            "mtls",
            "oauth1",
            "oauth2",
            "offset",
            "on",
            "once",
            "page",
            "parent",
            "precheck",
            "privateKey",
            "ready",
            "remoteId",
            "remoteVersion",
            "reserve",
            "retention",
            "rotates",
            "say",
            "scope",
            "send",
            "sftp",
            "sql",
            "valuemap",
            "where");

    private Words() {}

    /** Whether the language has the word but this version cannot run it. */
    static boolean later(String word) {
        return LATER.contains(word);
    }

    /** What to do about a word: the nearest known one when it is near enough, else the general advice. */
    static String fix(String word, Collection<String> known, String otherwise) {
        String nearest = nearest(word, known);
        return nearest == null ? otherwise : "did you mean '" + nearest + "'?";
    }

    /** The known word at the smallest edit distance, at most a third of the word; null when none is near. */
    static @Nullable String nearest(String word, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known.stream().sorted().toList()) {
            int distance =
                    distance(word.toLowerCase(java.util.Locale.ROOT), candidate.toLowerCase(java.util.Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
