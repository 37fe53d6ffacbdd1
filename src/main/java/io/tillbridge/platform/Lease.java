package io.tillbridge.platform;

/**
 * The right of one holder to do one thing alone until it expires by database time.
 *
 * @param epoch grows with every change of holder; a write that carries an older epoch comes from a holder that lost it
 */
public record Lease(String name, String holder, long epoch) {}
