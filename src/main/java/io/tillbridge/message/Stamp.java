package io.tillbridge.message;

/** Which mapping version translated a message, and under which generation of its connection. */
public record Stamp(String mapping, int version, String sha256, int generation) {}
