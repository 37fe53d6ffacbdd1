package io.tillbridge.outbox;

/** A lane that became due in a transaction; told to this node's delivery workers once the transaction has committed. */
public record LaneSignal(String destination, String key) {}
