package io.tillbridge.reservation;

import io.tillbridge.stock.Claim;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Moves claims of others, which somebody else may be working at: their cart is locked only if that needs no waiting, because
 * carts come before balances and who has balances may not wait for them.
 */
final class Relocation {

    private static final String TRY = "select pg_try_advisory_xact_lock(?)";

    private static final String LOCK = "select 1 from stock_claim where claim_key = ? for update skip locked";

    private static final Set<ClaimState> MOVABLE = Set.of(ClaimState.HELD, ClaimState.CONFIRMED, ClaimState.ALLOCATED);

    private Relocation() {}

    /**
     * The claims of a move of some of a claim to another location; none when it is being worked at, or cannot be moved by itself:
     * what is picked, and a component of a kit.
     */
    static List<Claim> of(Connection tx, UUID reservation, String claim, BigDecimal quantity, String to)
            throws SQLException {
        if (!locked(tx, reservation, claim)) {
            return List.of();
        }
        List<ReservedLine> all = ReservationRows.read(tx, reservation);
        ReservedLine line = all.stream()
                .filter(one -> one.id().key().equals(claim))
                .findFirst()
                .orElse(null);
        return line == null || !movable(line, all, quantity) ? List.of() : claims(line, all, quantity, to);
    }

    private static boolean movable(ReservedLine line, List<ReservedLine> all, BigDecimal quantity) {
        return MOVABLE.contains(line.state())
                && line.open().compareTo(quantity) >= 0
                && all.stream()
                        .filter(one -> one.id().line().equals(line.id().line()))
                        .allMatch(one -> one.id().sku().equals(line.id().sku()));
    }

    private static List<Claim> claims(ReservedLine line, List<ReservedLine> all, BigDecimal quantity, String to) {
        UUID reservation = line.id().reservation();
        int last = all.stream()
                .filter(one -> one.id().line().equals(line.id().line()))
                .mapToInt(one -> one.id().part())
                .max()
                .orElse(1);
        Taken taken = new Taken(line, quantity);
        ReservedLine left = taken.whole() ? line.with(ClaimState.MOVED, BigDecimal.ZERO) : taken.rest();
        ReservedLine moved = line.part(last + 1)
                .at(to)
                .with(new ReservedLine.Amounts(line.amounts().per(), quantity, quantity, BigDecimal.ZERO));
        List<Claim> claims = new ArrayList<>();
        claims.add(Claim.of(reservation, null, moved));
        claims.add(Claim.of(reservation, line, left));
        return claims;
    }

    private static boolean locked(Connection tx, UUID reservation, String claim) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(TRY)) {
            statement.setLong(1, ReservationRows.lockOf(reservation));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    return false;
                }
            }
        }
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setString(1, claim);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
