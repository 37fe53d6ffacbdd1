package io.tillbridge.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/**
 * A poller's place in its source.
 *
 * @param value the greatest cursor value that a finished run has read; null before the first
 * @param empty windows in a row in which nothing was, of a rule with {@code step}
 * @param run the run that has begun and not ended; null between two runs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record CursorState(
        @Nullable String value, int empty, @Nullable RunState run) {

    static final CursorState START = new CursorState(null, 0, null);

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
