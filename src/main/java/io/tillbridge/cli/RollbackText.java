package io.tillbridge.cli;

import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Counting;
import java.io.PrintWriter;
import java.util.List;

/** Activation rows in words, with the connections for which they count. */
final class RollbackText {

    private RollbackText() {}

    /** What a row does; such as {@code rolled back: acme.order V3 to V2 from 2027-01-01T00:00:00Z for acme}. */
    static String said(String subject, Activation row) {
        return (row.rollbackOf() == null
                        ? "activated: " + subject + " V" + row.version()
                        : "rolled back: " + subject + " V" + row.rollbackOf() + " to V" + row.version())
                + " from " + row.from() + " for " + connections(row.connections(), List.of());
    }

    /** Where the version counts after it. */
    static void left(String subject, int version, List<Counting> left, PrintWriter out) {
        if (left.isEmpty()) {
            out.println(subject + " V" + version + " counts for no connection now");
        }
        left.forEach(one -> out.println(subject + " V" + version + " still counts from " + one.from() + " for "
                + connections(one.connections(), one.except())));
    }

    private static String connections(List<String> only, List<String> except) {
        return only.isEmpty()
                ? "all connections" + (except.isEmpty() ? "" : " but " + String.join(", ", except))
                : String.join(", ", only);
    }
}
