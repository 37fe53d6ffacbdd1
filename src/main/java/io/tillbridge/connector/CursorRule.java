package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the next poll starts. Always {@code >=} the last value less {@code lookback}, with the hashes of the boundary rows
 * so that none is taken twice and none is missed.
 *
 * @param field in each record
 * @param type {@code instant}, {@code date} or {@code int}
 * @param start the first value ever, or {@code epoch}
 * @param lookback how far behind the last value the next poll starts
 * @param holdBack how close to now a poll reads
 * @param step the widest window of one run; null for no limit
 * @param advance where the answer says the next start; null to use the greatest value read
 */
public record CursorRule(
        JsonPointer field,
        String type,
        String start,
        Duration lookback,
        Duration holdBack,
        @Nullable Duration step,
        @Nullable JsonPointer advance) {}
