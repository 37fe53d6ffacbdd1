package io.tillbridge.connector.language;

import io.tillbridge.connector.CursorRule;
import java.util.Set;

/** Refuses a cursor that no call asks by: every run would read everything, or a step would narrow nothing. */
final class CursorUse {

    private CursorUse() {}

    /**
     * Checks a poll of changes, oldest first.
     *
     * @param placeholders that its calls use
     */
    static void check(Section source, CursorRule cursor, Set<String> placeholders) {
        boolean from = placeholders.stream().anyMatch(path -> path.startsWith("cursor.") && !path.equals("cursor.to"));
        if (!from && !placeholders.contains("page.after")) {
            source.placeOf("cursor")
                    .problem(
                            "cursor_not_asked_for",
                            "calls without $(cursor.from)",
                            "$(cursor.from) in path, query, headers or body",
                            "add it, or write {kind: full} when the listing cannot be narrowed");
        }
        boolean windows = cursor.step() != null || cursor.stepBy() > 0;
        if (windows && !placeholders.contains("cursor.to")) {
            source.map()
                    .map("cursor")
                    .placeOf("step")
                    .problem(
                            "cursor_not_asked_for",
                            "step in calls without $(cursor.to)",
                            "$(cursor.to) in path, query, headers or body",
                            "add it, or remove step: nothing ends a window");
        }
    }
}
