package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer means for a listing. */
sealed interface PageTurn {

    /**
     * A page.
     *
     * @param next null when it was the last
     * @param absent the answer had no records at all, and nothing in the connector says what that means
     */
    record Read(
            JsonNode answer,
            List<JsonNode> records,
            @Nullable PagePlace next,
            boolean absent) implements PageTurn {}

    /**
     * No page.
     *
     * @param over the listing cannot go on from here: the next run starts it anew
     */
    record Wrong(String code, String detail, boolean over) implements PageTurn {}
}
