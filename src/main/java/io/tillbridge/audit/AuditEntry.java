package io.tillbridge.audit;

import java.time.Instant;

/**
 * One recorded action.
 *
 * @param sequence from 1 without gaps
 * @param at when it was recorded, in microseconds
 * @param actor who: a user, {@code api}, {@code cli}, or {@code system}
 * @param action what, as verb and noun: {@code dead_letter.replay}
 * @param subject on what: an id or a name
 * @param detail more about it, as JSON text
 */
public record AuditEntry(long sequence, Instant at, String actor, String action, String subject, String detail) {}
