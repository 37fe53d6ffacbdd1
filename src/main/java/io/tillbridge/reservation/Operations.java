package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps that were done, by their names: a repetition is recognised, another step under the same name is refused. */
final class Operations {

    private static final String READ = """
            select o.reservation_id, o.operation_id, o.request_hash from reservation_operation o
              join unnest(?::uuid[], ?::text[]) as row (r, i) on o.reservation_id = r and o.operation_id = i
            """;

    private static final String WRITE = """
            insert into reservation_operation (reservation_id, operation_id, kind, request_hash, done_at)
            select r, i, k, h, ? from unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[]) as row (r, i, k, h)
            """;

    private final Map<Name, byte[]> known = new HashMap<>();

    private record Name(UUID reservation, String operation) {}

    /** A step that is done now. */
    private record Done(
            Name name,
            String kind,
            @SuppressWarnings("ArrayRecordComponent") byte[] hash) {}

    private final Map<Name, Done> done = new HashMap<>();

    /** Those of the steps that were done before. */
    static Operations of(Connection tx, List<? extends Request> requests) throws SQLException {
        Operations operations = new Operations();
        List<Name> names = requests.stream()
                .filter(request -> request instanceof Request.Step)
                .map(request -> name((Request.Step) request))
                .toList();
        if (names.isEmpty()) {
            return operations;
        }
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            Columns.bind(statement, names, 1).uuid(Name::reservation).text(Name::operation);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    operations.known.put(new Name(rows.getObject(1, UUID.class), rows.getString(2)), rows.getBytes(3));
                }
            }
        }
        return operations;
    }

    /** What a step's name says about it. */
    enum Seen {
        NEVER,
        SAME,
        OTHER
    }

    Seen seen(Request.Step step) {
        byte[] before = known.get(name(step));
        if (before == null) {
            return Seen.NEVER;
        }
        return Arrays.equals(before, hash(step)) ? Seen.SAME : Seen.OTHER;
    }

    void done(Request.Step step) {
        byte[] hash = hash(step);
        known.put(name(step), hash);
        done.put(name(step), new Done(name(step), step.kind().name(), hash));
    }

    void write(Connection tx, Instant now) throws SQLException {
        if (done.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, List.copyOf(done.values()), 2)
                    .uuid(one -> one.name().reservation())
                    .text(one -> one.name().operation())
                    .text(Done::kind)
                    .bytes(Done::hash);
            statement.executeUpdate();
        }
    }

    private static Name name(Request.Step step) {
        return new Name(step.reservation(), step.operation().id());
    }

    private static byte[] hash(Request.Step step) {
        StringBuilder text = new StringBuilder(step.kind().name()).append('\n').append(step.location());
        step.parts()
                .forEach(part ->
                        text.append('\n').append(part.line()).append('\n').append(plain(part.quantity())));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(@Nullable BigDecimal quantity) {
        return quantity == null ? "" : quantity.stripTrailingZeros().toPlainString();
    }
}
