package io.tillbridge.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tillbridge.connector.CursorRule;
import org.jspecify.annotations.Nullable;

/**
 * A poller's place in its source.
 *
 * @param value the greatest cursor value that a finished run has read; null before the first
 * @param empty windows in a row in which nothing was, of a rule with {@code step}
 * @param run the run that has begun and not ended; null between two runs
 * @param meaning of the value: {@link CursorRule#meaning}; null when it was not noted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record CursorState(
        @Nullable String value,
        int empty,
        @Nullable RunState run,
        @Nullable String meaning) {

    static final CursorState START = new CursorState(null, 0, null, null);

    /** This place, or the start when it was noted under a rule to which its value says something else or nothing. */
    CursorState under(CursorRule rule) {
        return meaning == null || meaning.equals(rule.meaning()) ? this : START;
    }

    /** This place between two runs. */
    CursorState rested() {
        return new CursorState(value, empty, null, meaning);
    }

    /** As stored. */
    String json() {
        try {
            return IntakeJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a poller's place cannot be written as JSON", e);
        }
    }

    /**
     * Reads {@link #json()} back.
     *
     * @throws IllegalStateException when the stored text is not what this class wrote
     */
    static CursorState parse(String text) {
        try {
            return IntakeJson.MAPPER.readValue(text, CursorState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("source_cursor.state is not JSON; delete the row to start over", e);
        }
    }
}
