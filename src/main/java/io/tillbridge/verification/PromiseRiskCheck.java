package io.tillbridge.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where promises are at risk, as much of them is as there are no goods for, and of no claim more than it promises; what is
 * picked is not. And whoever is asked to find another way is asked for a claim that is at risk. A figure that changed a moment
 * ago is left to the sweep that settles it.
 */
@Component
final class PromiseRiskCheck implements BooksCheck {

    /** The sweep looks twice a minute, some places at a time. */
    static final Duration SETTLES = Duration.ofMinutes(15);

    private static final String FIGURES = """
            with risk as (
                select r.claim_key, r.sku, r.location, r.quantity,
                       case when c.sku = r.sku and c.location = r.location and c.quantity > 0 and c.state <> 'picked'
                                 and not %1$s
                            then least(r.quantity, c.quantity) else 0 end as held,
                       greatest(c.updated_at, case when %1$s then c.expires_at end) as changed_at
                  from (select * from promise_risk where :items) as r left join stock_claim c on c.claim_key = r.claim_key),
            promised as (
                select c.sku, c.location, sum(c.quantity) filter (where not %1$s) as claimed,
                       sum(c.quantity) filter (where not %1$s and c.state <> 'picked') as breakable,
                       max(greatest(c.updated_at, case when %1$s then c.expires_at end)) as changed_at
                  from (select * from stock_claim where quantity > 0 and :items) as c
                 where exists (select from promise_risk r where r.sku = c.sku and r.location = c.location)
                 group by c.sku, c.location),
            places as (
                select sku, location, sum(held) as held, max(changed_at) as changed_at from risk group by sku, location),
            figures as (
                select sku, location, held as found,
                       greatest(0, least(coalesce(breakable, 0),
                                         coalesce(promised.claimed, 0) - greatest(coalesce(sellable, 0), 0))) as expected,
                       greatest(places.changed_at, promised.changed_at, balance.changed_at) as changed_at
                  from places left join promised using (sku, location)
                       left join stock_balance as balance using (sku, location))
            select key, expected, found
              from (select sku || '@' || location as key, expected, found, changed_at from figures
                    union all
                    select risk.claim_key, risk.held, risk.quantity, figures.changed_at
                      from risk join figures using (sku, location)) as figure
             where expected <> found and coalesce(changed_at, '-infinity') < timestamptz '%2$s'
             order by 1
            """;

    /** What no customer is promised: an expired hold, and what a transfer is to take. */
    private static final String NO_PROMISE = "(c.kind = 'transfer'"
            + " or c.state = 'held' and c.expires_at is not null and c.expires_at <= clock_timestamp())";

    /** A task and what is at risk begin and end in one transaction, unless a person ends the task before. */
    private static final String TASKS = """
            select t.subject || ' task', 1, 0
              from task t
             where t.kind = 'promise_at_risk' and t.state = 'open'
               and not exists (select from promise_risk r where r.claim_key = t.subject)
             order by 1
            """;

    private final Clock clock;

    PromiseRiskCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "promise_risk";
    }

    @Override
    public @Nullable String look(Connection snapshot, String after, Consumer<Finding> found) throws SQLException {
        ItemRange range = ItemRange.behind(snapshot, after);
        String settled = clock.instant().minus(SETTLES).toString();
        try (PreparedStatement statement = range.prepare(snapshot, FIGURES.formatted(NO_PROMISE, settled))) {
            Findings.read(statement, name(), found);
        }
        if (range.upTo() == null) {
            try (PreparedStatement statement = snapshot.prepareStatement(TASKS)) {
                Findings.read(statement, name(), found);
            }
        }
        return range.upTo();
    }
}
