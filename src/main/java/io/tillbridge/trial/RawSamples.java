package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.CutDocuments;
import io.tillbridge.connector.DispatchRule.Emit;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingFolder;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a partner that lie beside a mapping's sample: {@code samples/<case>/in.csv}, {@code in.xml}, {@code in.edi}
 * and the like. Read by the flow's format they must give the {@code in.json} beside them.
 */
final class RawSamples {

    private static final Map<Class<? extends Format>, String> ENDINGS = Map.of(
            Format.Csv.class, "csv",
            Format.Fixed.class, "txt",
            Format.JsonLines.class, "jsonl",
            Format.Xml.class, "xml",
            Format.Form.class, "form",
            Format.X12.class, "edi",
            Format.Edifact.class, "edi");

    private final Bench bench;
    private final HomeFiles home;
    private final InboundFlow flow;
    private final Format format;

    RawSamples(Bench bench, HomeFiles home, InboundFlow flow) {
        this.bench = bench;
        this.home = home;
        this.flow = flow;
        this.format = flow.source() instanceof FilesSource files
                ? files.format()
                : bench.plan().documents(flow.name());
    }

    /** What is read otherwise than the sample beside it says; empty when nothing is. */
    String difference() {
        String ending = ENDINGS.get(format.getClass());
        for (var rule : flow.dispatch()) {
            if (ending != null && rule.outcome() instanceof Emit emit) {
                String folder = MappingFolder.of(emit.mapping()) + "samples/";
                for (String raw : home.list(folder, "/in." + ending)) {
                    String found = difference(raw, emit);
                    if (!found.isEmpty()) {
                        return raw + " " + found;
                    }
                }
            }
        }
        return "";
    }

    private String difference(String raw, Emit emit) {
        String sample = raw.substring(0, raw.lastIndexOf('/')) + "/in.json";
        try {
            JsonNode expected = ExactJson.parse(home.bytes(sample));
            List<JsonNode> read = new ArrayList<>();
            for (JsonNode document : documents(raw)) {
                read.add(document);
                read.addAll(cut(emit, document));
            }
            return read.contains(expected) ? "" : "is read as " + read + ", which is not " + sample;
        } catch (UnreadableDocument e) {
            return "is unreadable: " + e.code() + " at " + e.place() + ", " + e.getMessage();
        } catch (IOException e) {
            return "has no JSON beside it: " + e.getMessage();
        }
    }

    /** Documents that are cut out of one; none when another row takes it as it is. */
    private static List<JsonNode> cut(Emit emit, JsonNode document) {
        try {
            return CutDocuments.of(emit, document);
        } catch (CutDocuments.NoListException e) {
            return List.of();
        }
    }

    private List<JsonNode> documents(String raw) throws UnreadableDocument, IOException {
        byte[] bytes = home.bytes(raw);
        if (!(flow.source() instanceof FilesSource)) {
            return List.of(Formats.read(format, bytes));
        }
        List<JsonNode> documents = new ArrayList<>();
        String name = raw.substring(raw.lastIndexOf('/') + 1);
        for (AcceptedDocument document :
                bench.intake().file(bench.plan(), flow, name, bytes).documents()) {
            documents.add(ExactJson.parse(document.body()));
        }
        return documents;
    }
}
