package io.tillbridge.books;

import java.math.BigDecimal;

/**
 * A component of a bundle that was sold as one line.
 *
 * @param per pieces of it in one bundle
 * @param value of these pieces by themselves, in the order's currency; zero: not known
 */
public record KitPart(BigDecimal per, BigDecimal value) {}
