package io.tillbridge.message;

import io.tillbridge.canonical.Failure;
import java.util.UUID;

/** Takes over a message whose fetch was given up: files the dead letter and marks the message dead, in one transaction. */
@FunctionalInterface
public interface FetchFailures {

    /**
     * Files a message as dead, once.
     *
     * @param attempt of the claim that found the failure; without effect when another claim has followed it
     */
    void dead(UUID messageId, int attempt, Failure failure);
}
