package io.tillbridge.tasks;

import java.time.Instant;

/** A task that was not there before, as it was written. */
public record TaskOpened(long id, TaskWanted wanted, Instant openedAt) {}
