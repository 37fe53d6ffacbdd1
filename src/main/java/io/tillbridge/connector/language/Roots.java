package io.tillbridge.connector.language;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which placeholder scopes a field may use beside {@code settings}, {@code connection} and {@code lets}, which are legal
 * everywhere and replaced when the plan is made.
 */
final class Roots {

    static final Set<String> NONE = Set.of();
    static final Set<String> SECRETS = Set.of("secrets");
    static final Set<String> VALUE = Set.of("value");
    static final Set<String> JOB = Set.of("job");
    static final Set<String> FETCH = Set.of("args");
    static final Set<String> RECORD = Set.of("record");
    static final Set<String> FILE = Set.of("file");
    static final Set<String> FILE_RECORD = Set.of("file", "record");
    static final Set<String> CANONICAL = Set.of("canonical");
    static final Set<String> IDEMPOTENCY = Set.of("canonical", "batch");
    static final Set<String> OUTBOUND = Set.of("canonical", "batch", "resolved", "mapped", "idempotency");

    private Roots() {}

    /** The roots and the secrets: for headers. */
    static Set<String> withSecrets(Set<String> roots) {
        Set<String> all = new TreeSet<>(roots);
        all.add("secrets");
        return all;
    }
}
