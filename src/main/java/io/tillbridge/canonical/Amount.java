package io.tillbridge.canonical;

import java.math.BigDecimal;

/**
 * An exact amount of money.
 *
 * @param currency ISO 4217
 */
public record Amount(BigDecimal value, String currency) {}
