package io.tillbridge.reservation;

import io.tillbridge.reservation.Outcome.Refused;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that another item may be offered for. */
public interface SubstitutedLines {

    /**
     * A line as it stands.
     *
     * @param connection whose cart or order it is, by {@code reference} there
     * @param open what is wanted of it and in nobody's hands, what was not found included
     * @param lacking how much of it no location has
     * @param location where it is wanted; null: anywhere
     * @param channel whose rules the substitute is held by; null: no particular one
     * @param fulfilment a type of {@code config/fulfilment.yaml}; null: the default one
     * @param allocated whether a location has it
     */
    record Line(
            String connection,
            String reference,
            String sku,
            BigDecimal open,
            BigDecimal lacking,
            @Nullable String location,
            @Nullable String channel,
            @Nullable String fulfilment,
            @Nullable Instant promisedAt,
            boolean paid,
            boolean allocated) {}

    /** The line, or why nothing can be offered for it: one of the two. */
    record Found(@Nullable Line line, @Nullable Refused refused) {

        public static Found refused(String code, String detail) {
            return new Found(null, new Refused(code, detail, List.of()));
        }
    }

    Found find(Substitution.Of of, String line) throws SQLException;

    /** The customer takes the other item: as much of the line is given free. Again changes nothing. */
    void give(Substitution offer) throws SQLException;
}
