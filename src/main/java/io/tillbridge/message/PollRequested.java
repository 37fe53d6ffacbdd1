package io.tillbridge.message;

/** A document asked for a poll of its own connection to run now. Published in process; the schedule is the safety net. */
public record PollRequested(String connection, String flow) {}
