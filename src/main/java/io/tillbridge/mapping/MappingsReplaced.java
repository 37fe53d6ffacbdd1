package io.tillbridge.mapping;

/** The running mappings and value maps were replaced: what waits for one of their rows may miss nothing any more. */
public record MappingsReplaced() {}
