package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What is claimed of an item for a day to come; it is claimed today as well.
 *
 * @param location where, or {@link NetworkAvailability#UNASSIGNED}
 */
public record DatedClaim(String sku, String location, LocalDate due, BigDecimal quantity) {}
