package io.tillbridge.mapping;

import java.time.Instant;

/**
 * One row of {@code reviews.yaml}: somebody read a version and says whether it may be released.
 *
 * @param sha256 of the file that was read
 * @param author who wrote it, as the version said; empty when it said nothing
 * @param by who read it
 * @param approved else changes are wanted
 */
public record Review(int version, String sha256, String author, String by, Instant at, boolean approved, String why) {}
