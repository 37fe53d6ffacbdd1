package io.tillbridge.reservation;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;

/**
 * One balance as a round begins.
 *
 * @param claimed without the holds that have expired
 * @param safetyStock kept back from new promises
 */
public record Level(StockKey key, BigDecimal sellable, BigDecimal claimed, BigDecimal safetyStock) {}
