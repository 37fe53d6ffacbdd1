package io.tillbridge.reservation;

import io.tillbridge.reservation.TieBreaker.Found;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Of promises that a location cannot keep, those that another one takes over.
 *
 * @param claims to be posted: the new ones and the ends of the old ones
 * @param left what nobody takes over, or what somebody else is working at
 */
record Moves(List<MovedClaim> claims, List<Found> left) {

    List<Claim> posted() {
        return claims.stream().map(MovedClaim::claim).toList();
    }

    /** Places tried for one promise. */
    private static final int TRIED = 3;

    static Moves of(Connection tx, List<Found> found, OtherPlaces places, Promising promising) throws SQLException {
        Set<StockKey> targets = new TreeSet<>();
        for (Found one : found) {
            if (one.movable()) {
                one.broken().locations().stream()
                        .limit(TRIED)
                        .forEach(location ->
                                targets.add(new StockKey(one.broken().at().sku(), location)));
            }
        }
        if (targets.isEmpty()) {
            return new Moves(List.of(), found);
        }
        OtherPlaces locked = places.locked(tx, targets, promising);
        List<MovedClaim> claims = new ArrayList<>();
        List<Found> left = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        for (Found one : found) {
            // A second part of one line would get the number of the first
            boolean first = one.movable()
                    && touched.add(
                            one.promise().reservation() + "|" + one.promise().line());
            List<Claim> move = first ? move(tx, one, locked) : List.of();
            if (move.isEmpty()) {
                left.add(one);
            }
            move.forEach(claim -> claims.add(new MovedClaim(claim, one.broken().cause())));
        }
        return new Moves(claims, left);
    }

    private static List<Claim> move(Connection tx, Found one, OtherPlaces locked) throws SQLException {
        BrokenPromise broken = one.broken();
        List<String> able = locked.of(broken.at(), one.offer(), broken.quantity());
        if (able.isEmpty()) {
            return List.of();
        }
        List<Claim> claims = Relocation.of(
                tx,
                Objects.requireNonNull(one.promise().reservation()),
                broken.claim(),
                broken.quantity(),
                able.get(0));
        if (!claims.isEmpty()) {
            locked.take(claims.get(0));
        }
        return claims;
    }
}
