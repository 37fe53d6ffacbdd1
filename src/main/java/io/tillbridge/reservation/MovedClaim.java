package io.tillbridge.reservation;

import io.tillbridge.stock.Claim;

/** A claim, or a part of one, that another location serves from now on; and what took the goods where it was. */
public record MovedClaim(Claim claim, Loss cause) {}
