package io.tillbridge.stock;

import io.tillbridge.outbox.DesiredState;
import java.sql.Connection;
import java.sql.SQLException;
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
     * @throws SQLException as PostgreSQL says; the caller's transaction is then to be rolled back
     */
    List<DesiredState> of(
            Connection tx, List<Balance> balances, List<Movement> movements, List<Claim> claims, Instant occurredAt)
            throws SQLException;
}
