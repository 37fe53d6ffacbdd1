package io.tillbridge.tasks;

/**
 * Names a task among those that are open.
 *
 * @param subject what it is about: the key of a claim, an order, {@code sku@location}
 */
public record TaskKey(TaskKind kind, String subject) {}
