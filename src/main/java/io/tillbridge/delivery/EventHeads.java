package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Claimed lanes that tell every event: each is claimed with the oldest one not yet told. */
final class EventHeads {

    private static final String HEADS = """
            select distinct on (key) key, sequence, document, occurred_at, message_id
              from outbox_entry where destination = ? and key = any(?) order by key, sequence
            """;

    private EventHeads() {}

    /** The lanes with their oldest events; one that has none is given back. */
    static List<Lane> of(Connection tx, Destination destination, List<Lane> lanes, UUID delivery) throws SQLException {
        if (lanes.isEmpty()) {
            return lanes;
        }
        List<String> changed = lanes.stream()
                .filter(lane -> !lane.document().isEmpty())
                .map(Lane::key)
                .toList();
        if (!changed.isEmpty()) {
            KindChange.toEvents(tx, destination, changed, delivery);
        }
        List<Lane> heads = heads(tx, destination, lanes);
        if (heads.size() < lanes.size()) {
            Set<String> told = heads.stream().map(Lane::key).collect(Collectors.toSet());
            List<String> empty = lanes.stream()
                    .map(Lane::key)
                    .filter(key -> !told.contains(key))
                    .toList();
            KindChange.giveBack(tx, destination, empty, delivery);
        }
        return heads;
    }

    private static List<Lane> heads(Connection tx, Destination destination, List<Lane> lanes) throws SQLException {
        Map<String, Lane> byKey = new HashMap<>();
        lanes.forEach(lane -> byKey.put(lane.key(), lane));
        List<Lane> heads = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(HEADS)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", byKey.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Lane lane = byKey.get(rows.getString(1));
                    if (lane != null) {
                        heads.add(head(lane, rows));
                    }
                }
            }
        }
        return heads;
    }

    private static Lane head(Lane lane, ResultSet rows) throws SQLException {
        return new Lane(
                lane.key(),
                rows.getLong(2),
                lane.eventType(),
                rows.getString(3),
                rows.getTimestamp(4).toInstant(),
                rows.getObject(5, UUID.class),
                lane.attempts(),
                lane.failedSince(),
                null,
                null,
                lane.deliveredSequence(),
                lane.deadLetter(),
                lane.olderCallUntil(),
                false);
    }
}
