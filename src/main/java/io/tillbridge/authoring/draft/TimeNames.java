package io.tillbridge.authoring.draft;

import java.util.ArrayList;
import java.util.List;

/** What APIs call a time: what happened, and after it that it is one. */
final class TimeNames {

    private static final List<String> ENDS = List.of("at", "", "on", "ts", "timestamp", "time", "date");

    private TimeNames() {}

    /** Plain names of the times at which these things happened, such as {@code updatedat} and {@code updatedts}. */
    static List<String> of(String... happened) {
        List<String> names = new ArrayList<>();
        for (String stem : happened) {
            ENDS.forEach(end -> names.add(stem + end));
        }
        return names;
    }

    /** Names as they are, and those that end in {@code at} with the other ends. */
    static List<String> of(List<String> names) {
        List<String> all = new ArrayList<>(names);
        names.stream()
                .filter(name -> name.endsWith("at"))
                .forEach(name -> all.addAll(of(name.substring(0, name.length() - 2))));
        return all;
    }
}
