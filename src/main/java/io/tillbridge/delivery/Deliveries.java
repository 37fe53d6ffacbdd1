package io.tillbridge.delivery;

import io.tillbridge.platform.Cells;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What operators ask about deliveries. */
public final class Deliveries {

    private static final String LANE =
            "select destination, key, event_type, state, sequence, desired, occurred_at, message_id, delivered_sequence,"
                    + " delivered_at, attempts, case when waiting_on is null then failed_since else waiting_since end, retry_at,"
                    + " waiting_on, delivery_id, (select case when c.confirmed_at is not null then 'confirmed'"
                    + " when c.overdue_at is not null then 'overdue' else 'awaited' end from delivery_confirmation c"
                    + " where c.destination = outbox_lane.destination and c.key = outbox_lane.key) from outbox_lane";

    private static final String DELIVERY =
            "select delivery_id, destination, idempotency_key, state, request, body, keys, calls, status, answer, call_at,"
                    + " created_at, finished_at, mapping, mapping_version from delivery";

    private final DataSource database;
    private final Destinations destinations;

    Deliveries(DataSource database, Destinations destinations) {
        this.database = database;
        this.destinations = destinations;
    }

    /**
     * Lanes of a destination in the order of their keys.
     *
     * @param state only these; null for all
     * @param after the last key of the page before; empty for the first page
     * @param limit 1 to 500
     */
    public List<LaneView> lanes(String destination, @Nullable String state, String after, int limit) {
        return query(
                LANE + " where destination = ? and key > ? and (?::text is null or state = ?) order by key limit ?",
                statement -> {
                    statement.setString(1, destination);
                    statement.setString(2, after);
                    statement.setString(3, state);
                    statement.setString(4, state);
                    statement.setInt(5, Math.min(500, Math.max(1, limit)));
                },
                Deliveries::lane);
    }

    /** One lane; empty when it does not exist. */
    public Optional<LaneView> lane(String destination, String key) {
        return query(
                        LANE + " where destination = ? and key = ?",
                        statement -> {
                            statement.setString(1, destination);
                            statement.setString(2, key);
                        },
                        Deliveries::lane)
                .stream()
                .findFirst();
    }

    /**
     * Attempts, newest first.
     *
     * @param destination only these; null for all
     * @param state only these; null for all
     * @param before the last id of the page before; null for the first page
     * @param limit 1 to 500
     */
    public List<DeliveryView> list(
            @Nullable String destination, @Nullable String state, @Nullable UUID before, int limit) {
        return query(
                DELIVERY + " where (?::text is null or destination = ?) and (?::text is null or state = ?)"
                        + " and (?::uuid is null or delivery_id < ?::uuid) order by delivery_id desc limit ?",
                statement -> {
                    statement.setString(1, destination);
                    statement.setString(2, destination);
                    statement.setString(3, state);
                    statement.setString(4, state);
                    statement.setObject(5, before);
                    statement.setObject(6, before);
                    statement.setInt(7, Math.min(500, Math.max(1, limit)));
                },
                Deliveries::delivery);
    }

    /** One attempt; empty when it does not exist. */
    public Optional<DeliveryView> find(UUID id) {
        return query(DELIVERY + " where delivery_id = ?", statement -> statement.setObject(1, id), Deliveries::delivery)
                .stream()
                .findFirst();
    }

    /** Every destination of a connection that runs on this node. */
    public List<ConnectionStatus> status(String connection) {
        List<ConnectionStatus> all = new ArrayList<>();
        for (Destination destination : destinations.all()) {
            if (destination.connection().id().equals(connection)) {
                all.addAll(status(destination));
            }
        }
        return all;
    }

    private List<ConnectionStatus> status(Destination destination) {
        return query(
                """
                select count(*) filter (where state = 'due'), count(*) filter (where state = 'in_flight'),
                       count(*) filter (where state = 'dead'), max(delivered_at),
                       coalesce((select paused from connection_state where connection = ?), false),
                       (select reason from connection_state where connection = ? and paused)
                  from outbox_lane where destination = ?
                """,
                statement -> {
                    statement.setString(1, destination.connection().id());
                    statement.setString(2, destination.connection().id());
                    statement.setString(3, destination.name());
                },
                rows -> new ConnectionStatus(
                        destination.connection().id(),
                        destination.name(),
                        rows.getBoolean(5),
                        rows.getString(6),
                        rows.getLong(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        Cells.instant(rows, 4),
                        destination.partner().gate().budget().left(),
                        destination.partner().gate().breaker().state()));
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> List<T> query(String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reading.read(rows));
                }
                return all;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("deliveries could not be read", e);
        }
    }

    private static LaneView lane(ResultSet rows) throws SQLException {
        return new LaneView(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getLong(5),
                rows.getString(6),
                rows.getTimestamp(7).toInstant(),
                rows.getObject(8, UUID.class),
                rows.getLong(9),
                Cells.instant(rows, 10),
                rows.getInt(11),
                Cells.instant(rows, 12),
                Cells.instant(rows, 13),
                rows.getString(14),
                rows.getObject(15, UUID.class),
                rows.getString(16));
    }

    private static DeliveryView delivery(ResultSet rows) throws SQLException {
        return new DeliveryView(
                rows.getObject(1, UUID.class),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                new String(rows.getBytes(6), StandardCharsets.UTF_8),
                List.of((String[]) rows.getArray(7).getArray()),
                rows.getString(14),
                rows.getObject(15, Integer.class),
                rows.getInt(8),
                rows.getObject(9, Integer.class),
                rows.getString(10),
                Cells.instant(rows, 11),
                rows.getTimestamp(12).toInstant(),
                Cells.instant(rows, 13));
    }
}
