package io.tillbridge.intake;

/** Polls. */
public final class Polls {
    void put(PollFlow flow) {}

    void remove(String planId) {}
}
