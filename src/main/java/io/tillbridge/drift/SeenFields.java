package io.tillbridge.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What one stream's documents had since it was last written down. */
final class SeenFields {

    private final Map<SourceShape.Field, Sight> fields = new HashMap<>();
    private int documents;

    /** In how many documents, and which was first and last. */
    record Sight(int documents, UUID first, UUID last) {
        Sight and(Sight later) {
            return new Sight(documents + later.documents, first, later.last);
        }
    }

    void add(JsonNode document, UUID message) {
        documents++;
        Sight once = new Sight(1, message, message);
        SourceShape.of(document).forEach(field -> add(field, once));
    }

    int documents() {
        return documents;
    }

    Map<SourceShape.Field, Sight> fields() {
        return fields;
    }

    /** The same with the children of these nodes under one name: they turned out to be data. */
    SeenFields keyed(Iterable<String> parents) {
        SeenFields same = new SeenFields();
        same.documents = documents;
        fields.forEach((field, sight) -> {
            String path = field.path();
            for (String parent : parents) {
                if (path.startsWith(parent + "/")) {
                    int end = path.indexOf('/', parent.length() + 1);
                    path = parent + "/*" + (end < 0 ? "" : path.substring(end));
                }
            }
            same.add(new SourceShape.Field(path, field.type()), sight);
        });
        return same;
    }

    private void add(SourceShape.Field field, Sight sight) {
        fields.merge(field, sight, Sight::and);
    }
}
