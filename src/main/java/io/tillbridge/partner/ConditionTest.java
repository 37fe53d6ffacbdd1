package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Condition;
import java.util.Map;

/** Tells whether a connector's condition holds for an answer, or for one item's error inside an answer. */
@FunctionalInterface
public interface ConditionTest {

    /**
     * Tests one condition.
     *
     * @param status HTTP status of the answer
     * @param headers of the answer, names in lower case
     * @param document the answer's body, or the error of one item; a missing node when the body is no JSON
     */
    boolean holds(Condition condition, int status, Map<String, String> headers, JsonNode document);
}
