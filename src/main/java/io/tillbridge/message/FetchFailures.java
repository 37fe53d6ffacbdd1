package io.tillbridge.message;

import io.tillbridge.canonical.Failure;
import java.util.UUID;

/** Takes over a message whose fetch was given up: files the dead letter and marks the message dead, in one transaction. */
@FunctionalInterface
public interface FetchFailures {

    void dead(UUID messageId, Failure failure);
}
