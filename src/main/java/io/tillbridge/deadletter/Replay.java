package io.tillbridge.deadletter;

import java.util.UUID;

/** How far a replay is: of its frozen set, how many re-entered their stage and how many were refused. */
public record Replay(UUID id, String requestedBy, String state, int items, int replayed, int refused) {}
