package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ExportJob;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An export as its source would give it: begun, done when it is first asked for, and one file with a record a line. */
final class Export {

    private final ExportJob job;

    Export(ExportJob job) {
        this.job = job;
    }

    /** Why this export cannot be made here; empty when it can. */
    String unknown() {
        return Satisfied.satisfy(job.done(), JsonNodeFactory.instance.objectNode(), new TreeMap<>())
                ? ""
                : "no status is known for which its done holds";
    }

    FakePartner.Behaviour of(List<JsonNode> records) {
        ObjectNode begun = JsonNodeFactory.instance.objectNode();
        Satisfied.set(begun, job.id(), TextNode.valueOf("trial-job"));
        ObjectNode done = JsonNodeFactory.instance.objectNode();
        Satisfied.satisfy(job.done(), done, new TreeMap<>());
        Satisfied.set(done, job.url(), TextNode.valueOf("trial-export.jsonl"));
        String lines = records.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
        return new FakePartner.Behaviour.InTurn(
                List.of(answer(begun.toString()), answer(done.toString()), answer(lines)));
    }

    private static FakePartner.Behaviour.Answer answer(String body) {
        return new FakePartner.Behaviour.Answer(200, Map.of(), body);
    }
}
