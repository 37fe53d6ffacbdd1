package io.tillbridge.stock;

import io.tillbridge.platform.Cells;
import io.tillbridge.platform.SqlTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is to be counted: by the rhythm of its class, or because something is odd. Errors are Spring's {@code DataAccessException}. */
@Component
public final class CountsDue {

    /** Sales within this of an item that the books have none of. */
    private static final Duration SOLD = Duration.ofDays(30);

    private static final String DUE = """
            select sku, location, abc_class, counted_at, due_at, odd
              from (select b.sku, b.location, i.abc_class, at.counted_at,
                           at.counted_at + coalesce(r.every, o.every) as due_at,
                           case when b.sellable + b.damaged + b.quality_hold + b.display < 0 then 'negative'
                                when exists (select from conflict k
                                              where k.kind = 'count_wanted' and k.resolved_at is null
                                                and k.subject = b.sku || '@' || b.location) then 'short_pick'
                                when b.sellable <= 0
                                 and exists (select from stock_movement m
                                              where m.sku = b.sku and m.from_place = b.location and m.reason = 'sale'
                                                and m.occurred_at > ?) then 'zero_with_sales'
                           end as odd
                      from stock_balance b
                      join item i on i.sku = b.sku
                     cross join lateral (select greatest(b.counted_at, max(s.observed_at)) as counted_at
                                           from stock_count s where s.sku = b.sku and s.location = b.location) as at
                      left join unnest(?::text[], ?::interval[]) as r (class, every) on r.class = i.abc_class
                     cross join (select ?::interval as every) as o
                     where b.location <> 'unassigned' and (?::text is null or b.location = ?)
                       and (b.sku, b.location) > (?, ?)) as one
             where odd is not null or due_at is null or due_at <= ?
             order by sku, location limit ?
            """;

    private final JdbcClient sql;

    public CountsDue(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Something to count.
     *
     * @param countedAt null: never
     * @param dueAt null: it was never counted, so it is due
     * @param trigger {@code negative}, {@code short_pick} or {@code zero_with_sales}; null when only its time has come
     */
    public record Due(
            StockKey key,
            @Nullable String abcClass,
            @Nullable Instant countedAt,
            @Nullable Instant dueAt,
            @Nullable String trigger) {}

    /**
     * What is due, by item and location.
     *
     * @param rhythm by class; {@code *} for the others
     * @param after only behind this
     * @param location only there; null: everywhere
     */
    public List<Due> list(
            Map<String, Duration> rhythm,
            Duration others,
            Instant now,
            StockKey after,
            @Nullable String location,
            int limit) {
        List<String> classes = List.copyOf(rhythm.keySet());
        return sql.sql(DUE)
                .param(SqlTimes.of(now.minus(SOLD)))
                .param(classes.toArray(String[]::new))
                .param(classes.stream()
                        .map(one -> rhythm.getOrDefault(one, others).toString())
                        .toArray(String[]::new))
                .param(others.toString())
                .param(location)
                .param(location)
                .param(after.sku())
                .param(after.location())
                .param(SqlTimes.of(now))
                .param(limit)
                .query((row, number) -> new Due(
                        new StockKey(row.getString(1), row.getString(2)),
                        row.getString(3),
                        Cells.instant(row, 4),
                        Cells.instant(row, 5),
                        row.getString(6)))
                .list();
    }
}
