package io.tillbridge.outbox;

/** A lane that wants something else since a transaction; told to this node's delivery workers once the transaction has committed. */
public record LaneSignal(String destination, String key) {}
