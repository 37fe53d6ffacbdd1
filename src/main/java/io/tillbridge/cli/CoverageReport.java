package io.tillbridge.cli;

import io.tillbridge.mapping.MappingCoverage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the samples of a mapping exercise, in lines and as JSON. */
final class CoverageReport {

    private CoverageReport() {}

    static List<String> lines(MappingCoverage coverage) {
        List<String> lines = new ArrayList<>();
        lines.add("rows " + coverage.covered() + "/" + coverage.rows());
        coverage.never().forEach(row -> lines.add("  never set: " + row));
        coverage.untried().forEach(way -> lines.add("  never tried: " + way));
        if (!coverage.unread().isEmpty()) {
            lines.add("not read of the source: " + String.join(", ", new TreeSet<>(coverage.unread())));
        }
        if (!coverage.unset().isEmpty()) {
            lines.add("not set of the target: " + String.join(", ", coverage.unset()));
        }
        return lines;
    }

    static Map<String, Object> json(MappingCoverage coverage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", coverage.rows());
        json.put("covered", coverage.covered());
        json.put("percent", coverage.percent());
        json.put("neverSet", coverage.never());
        json.put("neverTried", coverage.untried());
        json.put("notRead", new TreeSet<>(coverage.unread()));
        json.put("notSet", coverage.unset());
        return json;
    }
}
