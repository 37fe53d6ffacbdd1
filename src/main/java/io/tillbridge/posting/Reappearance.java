package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.stock.Channels;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item that is sold out stays so until there is enough of it to be worth showing, or it would come and go with every
 * piece. Lanes are written only by who has locked the balance, so what they hold is what was told last.
 */
final class Reappearance {

    private final Channels channels;

    Reappearance(Channels channels) {
        this.channels = channels;
    }

    /** The states; figures that are not worth showing yet, of items that are hidden, stay zero. */
    List<DesiredState> keepHidden(Connection tx, List<DesiredState> states) throws SQLException {
        List<DesiredState> small = states.stream().filter(this::small).toList();
        if (small.isEmpty()) {
            return states;
        }
        Map<LaneLevels.Lane, BigDecimal> held = LaneLevels.of(tx, small);
        return states.stream()
                .map(state -> small(state) && isHidden(held.get(LaneLevels.Lane.of(state))) ? zero(state) : state)
                .toList();
    }

    private static boolean isHidden(@Nullable BigDecimal level) {
        return level != null && level.signum() == 0;
    }

    private boolean small(DesiredState state) {
        BigDecimal level = state.level();
        if (level == null || level.signum() == 0) {
            return false;
        }
        String connection = state.destination().substring(0, state.destination().indexOf('.'));
        return level.compareTo(channels.of(connection, state.destination()).reappear()) < 0;
    }

    private static DesiredState zero(DesiredState state) {
        ObjectNode document = ((ObjectNode) ExactJson.parse(state.document())).put("available", "0");
        return new DesiredState(
                state.destination(),
                state.key(),
                state.eventType(),
                state.sequence(),
                document.toString(),
                BigDecimal.ZERO,
                state.occurredAt(),
                state.messageId(),
                state.collapse(),
                state.reported());
    }
}
