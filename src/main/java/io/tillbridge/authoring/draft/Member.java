package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A member of a document that was found by its name.
 *
 * @param steps names from the document's root
 * @param value as the sample has it
 */
public record Member(List<String> steps, JsonNode value) {

    public Member {
        steps = List.copyOf(steps);
    }

    Member below(String name, JsonNode inner) {
        List<String> further = new ArrayList<>(steps);
        further.add(name);
        return new Member(further, inner);
    }

    /** As mappings write it. */
    String path() {
        return steps.stream().map(Names::step).collect(Collectors.joining("."));
    }

    /** As connectors write it. */
    public String pointer() {
        return steps.stream().map(step -> "/" + Names.token(step)).collect(Collectors.joining());
    }
}
