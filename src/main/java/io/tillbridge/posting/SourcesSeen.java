package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;

/** Told after a batch's commit: the source documents that reached a mapping, whatever became of them. */
public record SourcesSeen(List<Source> sources) {

    public SourcesSeen {
        sources = List.copyOf(sources);
    }

    /**
     * One document; not to be changed.
     *
     * @param subject of the mapping it is for
     * @param dead it became a dead letter
     */
    public record Source(String connection, String subject, UUID message, JsonNode document, boolean dead) {}
}
