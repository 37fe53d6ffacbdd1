package io.tillbridge.verification;

/**
 * A figure that breaks a law.
 *
 * @param check names the law
 * @param key what it is of: {@code sku@location bucket}, an item, an order's line, an entry's number
 * @param expected what follows from the rows that make the figure, as a decimal
 * @param found what the books hold, as a decimal
 */
public record Finding(String check, String key, String expected, String found) {}
