package io.tillbridge.reservation;

/** Those of orders, which who keeps orders knows. */
public interface OrderedLines extends SubstitutedLines {}
