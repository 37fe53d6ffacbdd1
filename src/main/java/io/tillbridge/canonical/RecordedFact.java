package io.tillbridge.canonical;

import java.time.Instant;

/**
 * A fact that is kept once, in the record and among the facts, and moves no balance by itself: what a warehouse, a till or
 * a payment provider says has happened.
 */
public record RecordedFact(EventType type, String businessKey, Instant occurredAt) implements CanonicalEvent {}
