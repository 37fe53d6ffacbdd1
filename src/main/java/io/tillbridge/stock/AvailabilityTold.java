package io.tillbridge.stock;

import io.tillbridge.outbox.DesiredState;
import java.time.Instant;
import java.util.List;

/** What destinations should hold next after a change of the books; asked in the transaction that changes them. */
@FunctionalInterface
public interface AvailabilityTold {

    /**
     * The figures that follow from changed balances.
     *
     * @param balances as they are after the change
     * @param movements that were posted
     * @param claims that were written
     * @param occurredAt of the claims
     */
    List<DesiredState> of(List<Balance> balances, List<Movement> movements, List<Claim> claims, Instant occurredAt);
}
