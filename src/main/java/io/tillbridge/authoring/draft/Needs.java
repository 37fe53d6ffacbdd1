package io.tillbridge.authoring.draft;

import java.util.Set;
import java.util.TreeSet;

/** Settings that flows and mappings of a draft ask for because no document says them. */
final class Needs {

    private Needs() {}

    static Set<String> of(Draft draft) {
        Set<String> settings = new TreeSet<>();
        draft.inbound().forEach(flow -> settings.addAll(flow.mapping().settings()));
        PushDraft push = draft.push();
        if (push != null && push.oneLocation()) {
            settings.add("location");
        }
        return settings;
    }

    static String row(String setting) {
        return setting.equals("currency")
                ? "{pattern: '^[A-Z]{3}$', help: 'ISO 4217 code of all amounts, such as EUR'}"
                : "{help: location of the hub that this account stands for}";
    }

    /** A value that a person replaces. */
    static String example(String setting) {
        return setting.equals("currency") ? "EUR" : setting.equals("location") ? "DC1" : "change-me";
    }
}
