package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Moment;
import io.tillbridge.stock.Staleness;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Figures of places whose source was not read for too long: what was told last stays for a while and may only fall, then it
 * is zero, or what is probably left where a guess is wanted. It is never the old number of the books.
 */
final class UnknownFigures {

    private final AvailabilityPolicy policy;
    private final Moment moment;
    private final Set<String> kept = new HashSet<>();

    UnknownFigures(AvailabilityPolicy policy, Moment moment) {
        this.policy = policy;
        this.moment = moment;
    }

    /** What a destination is told. */
    record Figure(BigDecimal available, ObjectNode document) {}

    /** The figure of a balance; zero when nobody has known it for long. */
    Figure of(Balance balance, BigDecimal available, ObjectNode document) {
        Staleness stale = moment.stale().get(balance.location());
        if (stale == Staleness.FLOORED && !policy.guessed(balance, moment)) {
            return new Figure(BigDecimal.ZERO, document.put("available", "0"));
        }
        if (stale != null) {
            kept.add(document.toString());
        }
        return new Figure(available, document);
    }

    /** The states without those that would raise a figure that nobody knows. */
    List<DesiredState> keep(Connection tx, List<DesiredState> states) throws SQLException {
        if (kept.isEmpty()) {
            return states;
        }
        List<DesiredState> unknown =
                states.stream().filter(state -> kept.contains(state.document())).toList();
        Map<LaneLevels.Lane, BigDecimal> levels = LaneLevels.of(tx, unknown);
        return states.stream()
                .filter(state -> !kept.contains(state.document()) || falls(state, levels))
                .toList();
    }

    private static boolean falls(DesiredState state, Map<LaneLevels.Lane, BigDecimal> levels) {
        BigDecimal held = levels.get(LaneLevels.Lane.of(state));
        BigDecimal wanted = state.level();
        return held != null && wanted != null && wanted.compareTo(held) < 0;
    }
}
