package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.DispatchRule.Emit;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.format.UnwritableDocument;
import io.tillbridge.intake.FileTrial;
import io.tillbridge.intake.IntakeTrial;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.posting.PostingTrial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Files of a partner through the flows of one shipped connector: read by the flow's format, cut, dispatched and translated by
 * the newest mapping. Whatever a partner names is known. No database, no broker, no partner.
 */
public final class ReadThrough {

    private static final Instant RECEIVED = Instant.parse("2026-06-15T12:00:00Z");

    private final ConnectionPlan plan;
    private final PostingTrial posting;
    private final IntakeTrial intake;

    /** The flows of a connector of these files. */
    public ReadThrough(HomeFiles home, MappingCatalog mappings, List<SampleCase> samples, String connector) {
        ConnectorTestFile test = ConnectorTestFile.read(home, connector, new Problems());
        HomeFiles files =
                new TrialHome(home, connector, TrialHome.known(samples, connector), test).files("http://127.0.0.1:1");
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(files);
        ConnectionPlan read = loaded.plans().get(TrialHome.CONNECTION);
        if (read == null) {
            throw new IllegalStateException(connector + ": " + loaded.problems());
        }
        this.plan = read;
        try (FakePartner fake = new FakePartner()) {
            Bench bench = new Bench(plan, mappings, samples, new DefaultCamelContext(), fake, new TrialClock());
            this.posting = bench.posting();
            this.intake = bench.intake();
        }
    }

    /** Whether the connector reads documents by this word: a flow, {@code fetch:<name>} or a mapping that one of them names. */
    public boolean knows(String by) {
        return flow(by) || plan.outbound().containsKey(by) || !ways(by).isEmpty();
    }

    /**
     * What becomes of a file, in the words of the rows of outcomes; different ones joined by {@code "; "}.
     *
     * @param at pointer to the record, or to an array of records; {@code -} for the file as it is
     * @param by what {@link #knows}
     */
    public String outcome(String name, byte[] file, String at, String by) {
        OutboundFlow out = plan.outbound().get(by);
        try {
            return out != null && out.call() instanceof FileSend put
                    ? sent(put.format(), file)
                    : told(name, file, at, by).words("nothing at " + at);
        } catch (UnreadableDocument e) {
            return ("unreadable " + e.code() + " " + e.place()).strip();
        }
    }

    /**
     * The events that a file becomes, in its order; none when it cannot be read.
     *
     * @param at as {@link #outcome} takes it
     */
    public List<PostingTrial.Event> events(String name, byte[] file, String at, String by) {
        try {
            return told(name, file, at, by).events();
        } catch (UnreadableDocument e) {
            return List.of();
        }
    }

    private Told told(String name, byte[] file, String at, String by) throws UnreadableDocument {
        Told told = new Told();
        InboundFlow flow = plan.inbound().get(by);
        if (at.equals("-") && flow != null && !json(flow)) {
            whole(flow, name, file, told);
        } else {
            JsonNode json = Formats.read(new Format.Json(), file);
            for (JsonNode record : records(at.equals("-") ? json : json.at(at))) {
                record(record, by, told);
            }
        }
        return told;
    }

    /** A document of the kind that a flow sends: by the flow's own format it must be read, and written so that it is read alike. */
    private static String sent(Format format, byte[] file) throws UnreadableDocument {
        JsonNode read = Formats.read(format, file);
        return Formats.read(format, bytes(format, read)).equals(read) ? "written alike" : "written otherwise";
    }

    /** A document that is no JSON as it came, or a file that is cut into records. */
    private void whole(InboundFlow flow, String name, byte[] file, Told told) throws UnreadableDocument {
        if (!(flow.source() instanceof FilesSource)) {
            Formats.read(plan.documents(flow.name()), file);
            told.add(posting.of(document(flow.name(), Map.of(), file), ReadThrough::known));
            return;
        }
        FileTrial read = intake.file(plan, flow, name, file);
        String record = name + ", ";
        read.refused().stream()
                .map(refused -> refused.failure())
                .forEach(failure ->
                        told.add("dead " + failure.code() + " " + failure.at().replace(record, "")));
        read.documents().forEach(document -> told.add(posting.of(document, ReadThrough::known)));
    }

    private void record(JsonNode record, String by, Told told) {
        Way way = flow(by) ? new Way(by, -1, Map.of()) : way(record, by);
        InboundFlow flow = plan.inbound().get(way.flow());
        if (flow != null && way.row() < 0 && flow.source() instanceof PollHttpSource) {
            List<AcceptedDocument> listed = intake.listed(plan, flow, record);
            if (listed.isEmpty()) {
                told.add("skipped where");
            }
            listed.forEach(document -> told.add(posting.of(document, ReadThrough::known)));
        } else {
            byte[] body = bytes(plan.documents(way.name()), record);
            told.add(posting.of(document(way.name(), way.headers(), body), ReadThrough::known));
        }
    }

    /**
     * A way into a mapping.
     *
     * @param row that cuts elements for it out of a document; -1 when it is given the document itself
     * @param headers that its row asks for, names in lower case
     */
    private record Way(String flow, int row, Map<String, String> headers) {
        String name() {
            return row < 0 ? flow : flow + "#" + row;
        }
    }

    /** The way whose row takes the record; else the one that cuts it out of a document; else the first. */
    private Way way(JsonNode record, String subject) {
        List<Way> all = ways(subject);
        for (Way way : all) {
            List<DispatchRule> dispatch = dispatch(way.flow());
            TrialDocument document = new TrialDocument("", record, way.headers(), subject);
            int first = way.row() < 0 ? FlowDocuments.first(dispatch, document) : -1;
            if (first >= 0
                    && dispatch.get(first).outcome() instanceof Emit emit
                    && emit.mapping().equals(subject)) {
                return way;
            }
        }
        return all.stream().filter(way -> way.row() >= 0).findFirst().orElse(all.get(0));
    }

    private List<Way> ways(String subject) {
        List<Way> ways = new ArrayList<>();
        List<String> flows = new ArrayList<>(new TreeMap<>(plan.inbound()).keySet());
        new TreeMap<>(plan.fetches()).keySet().forEach(fetch -> flows.add("fetch:" + fetch));
        for (String flow : flows) {
            List<DispatchRule> dispatch = dispatch(flow);
            for (int row = 0; row < dispatch.size(); row++) {
                DispatchRule rule = dispatch.get(row);
                if (rule.outcome() instanceof Emit emit && emit.mapping().equals(subject)) {
                    Map<String, String> headers = new TreeMap<>();
                    headers(rule.when(), headers);
                    ways.add(new Way(flow, emit.each() == null ? -1 : row, headers));
                }
            }
        }
        return ways;
    }

    private static void headers(Condition condition, Map<String, String> headers) {
        if (condition instanceof Condition.All all) {
            all.conditions().forEach(one -> headers(one, headers));
        } else if (condition instanceof Condition.AnyOf any) {
            headers(any.conditions().get(0), headers);
        } else if (condition instanceof Condition.Test test && test.subject() instanceof Condition.Subject.Header) {
            Satisfied.satisfy(condition, JsonNodeFactory.instance.objectNode(), headers);
        }
    }

    private boolean flow(String by) {
        return plan.inbound().containsKey(by)
                || (by.startsWith("fetch:") && plan.fetches().containsKey(by.substring("fetch:".length())));
    }

    private List<DispatchRule> dispatch(String flow) {
        InboundFlow inbound = plan.inbound().get(flow);
        if (inbound != null) {
            return inbound.dispatch();
        }
        FetchPlan fetch = plan.fetches().get(flow.substring("fetch:".length()));
        return fetch == null ? List.of() : fetch.dispatch();
    }

    /** Whatever a payload names is known; by variation 0 vendors say that there is none. */
    private static @Nullable String known(Remote remote) {
        boolean none =
                remote.kind().endsWith("variation_id") && remote.remoteId().equals("0");
        return none ? null : Bench.known(remote);
    }

    private static boolean json(InboundFlow flow) {
        return flow.source().documents() instanceof Format.Json && !(flow.source() instanceof FilesSource);
    }

    private static List<JsonNode> records(JsonNode found) {
        List<JsonNode> records = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(records::add);
        } else if (!found.isMissingNode()) {
            records.add(found);
        }
        return records;
    }

    private static byte[] bytes(Format format, JsonNode record) {
        try {
            return Formats.write(format, record);
        } catch (UnwritableDocument e) {
            throw new IllegalStateException("a record that its flow's format cannot say: " + e.getMessage(), e);
        }
    }

    private AcceptedDocument document(String flow, Map<String, String> headers, byte[] body) {
        return new AcceptedDocument(
                UUID.randomUUID(), null, plan.id(), flow, null, null, RECEIVED, null, headers, body, null);
    }
}
