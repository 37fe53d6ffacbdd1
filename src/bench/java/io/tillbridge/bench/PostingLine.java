package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;

/**
 * Phase k: how many orders a second go through to both destinations over a catalogue of a thousand items, of a million, and
 * with everybody buying the one item at the one location, each by a hub and a database of its own.
 */
final class PostingLine {

    private static final int MANY = 1_000_000;

    private final BenchSettings settings;
    private final Report report;

    PostingLine(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    /** Whether nothing was lost or doubled. */
    boolean run() throws IOException, SQLException {
        boolean whole = measured("1000_items", settings.items(), settings.locations());
        whole &= measured("1000000_items", MANY, settings.locations());
        whole &= measured("hot_item", 1, 1);
        report.ratio(
                "posting_million_per_thousand", "posting_docs_per_s_1000000_items", "posting_docs_per_s_1000_items");
        report.ratio("posting_hot_per_thousand", "posting_docs_per_s_hot_item", "posting_docs_per_s_1000_items");
        return whole;
    }

    private boolean measured(String name, int items, int locations) throws IOException, SQLException {
        report.phase("k  " + name.replace('_', ' '));
        BenchSettings own = settings.with(items, locations, "posting-" + name);
        Bench.clear(own.directory());
        Files.createDirectories(own.directory());
        Report found = new Report(System.out);
        new MainLine(own, found).saturated();
        report.put("posting_docs_per_s_" + name, found.number("end_to_end_rps"));
        report.put("posting_cpu_s_per_1000_" + name, found.number("cpu_s_per_1000"));
        boolean whole = found.number("lost") + found.number("doubled") == 0;
        Bench.clear(own.directory());
        return whole;
    }
}
