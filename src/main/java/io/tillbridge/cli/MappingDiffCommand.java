package io.tillbridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.rehearsal.Limits;
import io.tillbridge.rehearsal.MappingRows;
import io.tillbridge.rehearsal.Report;
import io.tillbridge.rehearsal.SampleDiff;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge mapping diff}. */
@Command(
        name = "diff",
        description = {
            "Compares two versions of a mapping: the rows that differ, and what becomes of documents under each.",
            "",
            "Against samples it needs no hub. Against recorded documents a running hub translates those of the last days"
                    + " under both versions; a version that only this home has is sent to it and not kept. Exit 1 when there is"
                    + " more than --fail-on allows."
        },
        footer = {
            "",
            "Examples:",
            "  tillbridge mapping diff shopify.order 1 2",
            "  tillbridge mapping diff shopify.order 1 2 --against recorded --last 7d",
            "  tillbridge mapping diff shopify.order 1 2 --against recorded --fail-on newly_failing=0,money=0.00",
            "",
            "Names of --fail-on: changed (documents that differ), fields, newly_failing, newly_passing, failing_otherwise,"
                    + " newly_held, no_longer_held, newly_warning, no_longer_warning, unreadable, money (the largest difference of a cell, in any currency)."
                    + " With --fail-on, a diff over no document fails too."
        })
final class MappingDiffCommand extends MappingCommand.OnSubject {

    /** What documents come from. */
    enum Against {
        samples,
        recorded
    }

    @Parameters(index = "1", paramLabel = "A", description = "The earlier version, such as 1.")
    private int from;

    @Parameters(index = "2", paramLabel = "B", description = "The later version, such as 2.")
    private int to;

    @Option(
            names = "--against",
            paramLabel = "WHAT",
            description = "Documents to translate: samples (the default), or recorded, those of the running hub.")
    private Against against = Against.samples;

    @Option(
            names = "--last",
            paramLabel = "TIME",
            description = "How far back recorded documents are read, such as 7d, 12h or PT90M. Default: 7d.")
    private String last = "7d";

    @Option(names = "--connection", paramLabel = "ID", description = "Only documents of this connection.")
    private @Nullable String connection;

    @Option(names = "--limit", paramLabel = "N", description = "Only the newest N documents.")
    private @Nullable Long limit;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "Only this share of the documents, such as 0.1; always the same ones.")
    private @Nullable String sample;

    @Option(
            names = "--remembered",
            description = "Take the hub's answer of the last ten minutes if nothing came or changed since; else it is"
                    + " always asked anew.")
    private boolean remembered;

    @Option(names = "--fail-on", paramLabel = "RULES", description = "What there may be at most; see below.")
    private @Nullable String failOn;

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Override
    public Integer call() {
        Limits limits = failOn == null ? null : limits(failOn);
        HomeFiles files = HomeFiles.at(Directory.of(root()).requireHome().path());
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer;
        if (against == Against.samples) {
            answer = samples(files);
        } else {
            HubDiff hub = new HubDiff(new HubClient(client), spec, json);
            answer = hub.ask(new HubDiff.Wish(subject, from, to, last, connection, limit, sample, !remembered), files);
            if (answer == null) {
                return hub.exitCode();
            }
        }
        Report report = report(answer.path("report"));
        List<String> exceeded = limits == null ? List.of() : limits.exceeded(report);
        if (json) {
            Map<String, Object> printed = new LinkedHashMap<>();
            printed.put("subject", subject);
            printed.put("from", from);
            printed.put("to", to);
            printed.put("against", against.name());
            if (answer.has("asOf")) {
                printed.put("asOf", answer.path("asOf"));
            }
            printed.put("rows", answer.path("rows"));
            printed.put("report", answer.path("report"));
            printed.put("exceeded", exceeded);
            out.println(JsonOutput.write(printed));
        } else {
            if (answer.has("asOf")) {
                out.println("as of " + answer.path("asOf").asText());
            }
            DiffText.print(answer.path("rows"), report, out);
            exceeded.forEach(one -> out.println("over the limit: " + one));
        }
        return exceeded.isEmpty() ? ExitCode.FINE : ExitCode.FOUND;
    }

    private JsonNode samples(HomeFiles files) {
        MappingCatalog catalog = MappingCatalog.load(files, new Problems());
        Mapping earlier = version(catalog, from);
        Mapping later = version(catalog, to);
        MappingRows before = MappingRows.read(files, subject, from);
        MappingRows after = MappingRows.read(files, subject, to);
        if (before == null || after == null) {
            throw new WrongCallException("no file of " + subject + " V" + (before == null ? from : to));
        }
        Problems problems = new Problems();
        Report report = SampleDiff.of(files, catalog, earlier, later, problems);
        problems.list().forEach(one -> spec.commandLine().getErr().println(one));
        return ExactJson.mapper().valueToTree(Map.of("rows", before.to(after), "report", report));
    }

    private Mapping version(MappingCatalog catalog, int number) {
        Mapping version = catalog.version(subject, number);
        if (version == null) {
            throw new WrongCallException(
                    catalog.versions(subject).isEmpty()
                            ? catalog.unknown(subject)
                            : "no version " + number + " of " + subject + " without problems");
        }
        return version;
    }

    private static Limits limits(String text) {
        try {
            return Limits.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongCallException("--fail-on: " + e.getMessage());
        }
    }

    private static Report report(JsonNode json) {
        try {
            return ExactJson.mapper().treeToValue(json, Report.class);
        } catch (JsonProcessingException e) {
            throw new WrongCallException("the hub's report is of another version of this command: " + e.getMessage());
        }
    }
}
