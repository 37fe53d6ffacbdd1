package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What interchanges held, and which of their sets were refused: what an acknowledgement tells. */
final class EdiEnvelopes {

    /** One set or message; {@code bad} is null for one that was accepted. */
    record Outcome(JsonNode header, FormatRecord.@Nullable Bad bad) {}

    /** Sets of one group; EDIFACT mostly has one without a header. */
    record Group(ObjectNode header, List<Outcome> outcomes) {}

    record Interchange(ObjectNode header, List<Group> groups) {}

    private final List<Interchange> interchanges = new ArrayList<>();

    void interchange(ObjectNode header) {
        interchanges.add(new Interchange(header, new ArrayList<>()));
    }

    void group(ObjectNode header) {
        last().groups().add(new Group(header, new ArrayList<>()));
    }

    void set(JsonNode header, FormatRecord.@Nullable Bad bad) {
        List<Group> groups = last().groups();
        if (groups.isEmpty()) {
            group(ExactJson.nodes().objectNode());
        }
        groups.get(groups.size() - 1).outcomes().add(new Outcome(header, bad));
    }

    List<Interchange> interchanges() {
        return interchanges;
    }

    private Interchange last() {
        return interchanges.get(interchanges.size() - 1);
    }
}
