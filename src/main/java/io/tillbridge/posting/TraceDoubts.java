package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NoticePieces;
import io.tillbridge.stock.SerialPath;
import io.tillbridge.stock.Serials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Raises pieces whose serial number came in although it was in stock, or left where it was not, and counts that read others. The
 * movements stand; a doubt ends when what was missing is told, or the piece next comes in as it should.
 */
final class TraceDoubts {

    private static final String KIND = "serial_";

    private TraceDoubts() {}

    /** Looks at the pieces that the effects move, behind their movements; asks nothing when none has a serial number. */
    static void raise(Connection tx, Effects effects) throws SQLException {
        TreeSet<Serials.Key> keys = new TreeSet<>();
        for (Movement movement : effects.movements) {
            String serial = movement.details().serial();
            if (serial != null) {
                keys.add(new Serials.Key(movement.sku(), serial));
            }
        }
        keys.addAll(NoticePieces.doubted(tx, effects.noticed));
        if (!keys.isEmpty()) {
            Map<Serials.Key, SerialPath> paths = Serials.locked(tx, keys);
            Set<Serials.Key> came = NoticePieces.came(
                    tx,
                    keys.stream()
                            .filter(key -> Objects.requireNonNull(paths.get(key)).doubts().stream()
                                    .anyMatch(TraceDoubts::neverSeen))
                            .toList());
            paths.forEach((key, path) -> say(
                    key,
                    path.doubts().stream()
                            .filter(doubt -> !neverSeen(doubt) || !came.contains(key))
                            .toList(),
                    effects));
        }
        CountedTraces.raise(tx, effects);
    }

    /** It left, and nothing says that it came; it did when its notice names it and some of the goods have arrived. */
    private static boolean neverSeen(SerialPath.Doubt doubt) {
        return doubt.kind() == SerialPath.Kind.NOT_THERE && doubt.was() == null;
    }

    private static void say(Serials.Key key, List<SerialPath.Doubt> doubts, Effects effects) {
        String subject = key.sku() + "|" + key.serial();
        for (SerialPath.Kind kind : SerialPath.Kind.values()) {
            doubts.stream()
                    .filter(doubt -> doubt.kind() == kind)
                    .findFirst()
                    .ifPresentOrElse(
                            doubt -> effects.conflicts.add(new Conflicts.Conflict(
                                    word(kind), subject, doubt.by().messageId(), detail(key, doubt))),
                            () -> effects.settled.add(new Conflicts.Settled(word(kind), subject)));
        }
    }

    /** {@code serial_in_stock} or {@code serial_not_there}. */
    private static String word(SerialPath.Kind kind) {
        return KIND + kind.name().toLowerCase(Locale.ROOT);
    }

    private static String detail(Serials.Key key, SerialPath.Doubt doubt) {
        LedgerEntry by = doubt.by();
        ObjectNode detail = ExactJson.nodes()
                .objectNode()
                .put("sku", key.sku())
                .put("serial", key.serial())
                .put("from", by.fromPlace())
                .put("to", by.toPlace());
        if (doubt.was() != null) {
            detail.put("was", doubt.was());
        }
        return detail.toString();
    }
}
