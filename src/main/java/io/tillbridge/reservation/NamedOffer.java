package io.tillbridge.reservation;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.platform.DoneRequests;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for an offer, by its name: sent again it finds the offer that it led to. */
record NamedOffer(String operation, String asked) {

    static NamedOffer of(String operation, Substitution.Of of, String line, String sku, @Nullable BigDecimal quantity) {
        return new NamedOffer(
                operation,
                "substitution.propose\n" + of.name() + "\n" + line + "\n" + sku + "\n"
                        + (quantity == null ? "all" : PlainDecimal.text(quantity)));
    }

    /** What became of it; empty: it is new. */
    Optional<SubstitutionDesk.Result> before(Connection tx) throws SQLException {
        return switch (DoneRequests.seen(tx, operation, asked)) {
            case NEVER -> Optional.empty();
            case SAME ->
                Optional.of(new SubstitutionDesk.Result(
                        SubstitutionRows.found(tx, Long.parseLong(DoneRequests.answered(tx, operation))), null));
            case OTHER ->
                Optional.of(SubstitutionDesk.Result.refused(
                        "operation_reused", "this idempotency key named another request; send a new one"));
        };
    }

    /** Takes the name; false when somebody has it. */
    boolean begin(Connection tx, Instant now) throws SQLException {
        return DoneRequests.begin(tx, operation, asked, now) == DoneRequests.Seen.NEVER;
    }

    void offered(Connection tx, long id) throws SQLException {
        DoneRequests.answer(tx, operation, String.valueOf(id));
    }
}
