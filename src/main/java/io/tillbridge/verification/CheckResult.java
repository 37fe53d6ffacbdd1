package io.tillbridge.verification;

import java.util.List;

/**
 * What one check found.
 *
 * @param check names the law
 * @param ranges of keys that were looked at, each in a snapshot of its own
 * @param findings how many figures break the law
 * @param listed the first of them
 */
public record CheckResult(String check, int ranges, long findings, List<Finding> listed) {

    public CheckResult {
        listed = List.copyOf(listed);
    }
}
