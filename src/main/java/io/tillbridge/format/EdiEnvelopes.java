package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What interchanges held, and which of their sets were refused: what an acknowledgement tells. */
final class EdiEnvelopes {

    /** One set or message; {@code bad} is null for one that was accepted. */
    record Outcome(JsonNode header, FormatRecord.@Nullable Bad bad) {

        /** Whether it is an acknowledgement itself. */
        boolean acknowledges() {
            String type = header.path(header.has("ST01") ? "ST01" : "UNH02").asText();
            return ACKNOWLEDGEMENTS.contains(type);
        }

        private Outcome refused() {
            return bad != null
                    ? this
                    : new Outcome(header, new FormatRecord.Bad(0, "file_rejected", "", "its file was rejected", ""));
        }
    }

    /** Sets of one group; EDIFACT mostly has one without a header. */
    record Group(ObjectNode header, List<Outcome> outcomes) {}

    record Interchange(ObjectNode header, List<Group> groups) {

        /** The same with every set refused. */
        Interchange refused() {
            return new Interchange(
                    header,
                    groups.stream()
                            .map(group -> new Group(
                                    group.header(),
                                    group.outcomes().stream()
                                            .map(Outcome::refused)
                                            .toList()))
                            .toList());
        }
    }

    private static final Set<String> ACKNOWLEDGEMENTS = Set.of("997", "999", "CONTRL");

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
