package io.tillbridge.reservation;

import java.util.UUID;

/**
 * What a person must look at.
 *
 * @param kind {@code paid_unreserved}, {@code pickup_exception}, {@code rejected_part} or {@code count_wanted}; {@code pickup_refund} and {@code put_back} are
 *     tasks only
 * @param subject what it is about
 * @param detail as JSON
 */
public record Raised(String kind, String subject, UUID reservation, String detail) {}
