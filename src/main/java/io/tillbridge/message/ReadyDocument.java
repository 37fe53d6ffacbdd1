package io.tillbridge.message;

import org.jspecify.annotations.Nullable;

/**
 * A document on its way into posting, by either port.
 *
 * @param recorded it has a row in the message table already (it was pulled, fetched, released or replayed)
 * @param stamp the version it was translated by before; a replay uses the same again unless it was cleared
 * @param attempts how often it was taken up before, this time included; 0 for a first arrival
 */
public record ReadyDocument(
        AcceptedDocument document,
        boolean recorded,
        @Nullable Stamp stamp,
        int attempts) {

    /** A first arrival through the intake journal. */
    public static ReadyDocument arrived(AcceptedDocument document) {
        return new ReadyDocument(document, false, null, 0);
    }
}
