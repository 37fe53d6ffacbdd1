package io.tillbridge.reservation;

import io.tillbridge.stock.ReservedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about reservations; changes nothing. */
@Component
public final class ReservationQueries {

    private static final String FOUND = """
            select distinct reservation_id from stock_claim
             where reservation_id is not null and reservation_id > ?::uuid
            """;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient sql;

    public ReservationQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Of which reservations.
     *
     * @param reference a cart's or order's id
     */
    public record Filter(
            @Nullable String sku,
            @Nullable String location,
            @Nullable String reference) {}

    /** All claims of some reservations, ended ones included; none of one that nobody knows. */
    public List<ReservedLine> find(List<UUID> reservations) {
        return sql.sql(ReservationRows.SELECT + "where reservation_id = any (?::uuid[]) order by claim_key")
                .param(reservations.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, number) -> ReservationRows.line(row))
                .list();
    }

    /**
     * Reservations that have something open, in the order of their ids; with a reference also those that have ended.
     *
     * @param after null for the first page
     */
    public List<UUID> find(Filter filter, @Nullable UUID after, int limit) {
        StringBuilder text = new StringBuilder(FOUND);
        List<Object> parameters = new ArrayList<>(List.of(after == null ? FIRST : after));
        if (filter.reference() == null) {
            text.append(" and quantity > 0");
        } else {
            text.append(" and reference = ?");
            parameters.add(filter.reference());
        }
        if (filter.sku() != null) {
            text.append(" and sku = ?");
            parameters.add(filter.sku());
        }
        if (filter.location() != null) {
            text.append(" and location = ?");
            parameters.add(filter.location());
        }
        text.append(" order by reservation_id limit ?");
        parameters.add(limit);
        return sql.sql(text.toString()).params(parameters).query(UUID.class).list();
    }

    /** The database's time, by which holds expire. */
    public Instant now() {
        return sql.sql("select clock_timestamp()")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
