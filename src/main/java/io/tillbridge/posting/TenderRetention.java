package io.tillbridge.posting;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets tenders that were settled long ago, and payments that settled none; what is open or owed is never forgotten. */
@Configuration(proxyBeanMethods = false)
class TenderRetention {

    /** All tenders of a payment or none: the others would be given its share. */
    private static final String SETTLED = """
            delete from pending_tender where (system, payment, sale, number) in (
                select p.system, p.payment, p.sale, p.number from pending_tender p
                 where p.state in ('captured', 'voided') and p.settled_at < ?
                   and not exists (select from pending_tender o
                                    where (o.system, o.payment) = (p.system, p.payment)
                                      and (o.state not in ('captured', 'voided') or o.settled_at >= ?))
                 limit 1000 for update skip locked)
            """;

    private static final String PAYMENTS = """
            delete from told_payment where (system, payment) in (
                select t.system, t.payment from told_payment t
                 where t.told_at < ?
                   and not exists (select from pending_tender p where (p.system, p.payment) = (t.system, t.payment))
                 limit 1000 for update skip locked)
            """;

    @Bean
    static Forgetting settledTenders(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting("pending_tender", () -> {
            OffsetDateTime before = before(clock, keep.tasks());
            return sql.sql(SETTLED).params(before, before).update();
        });
    }

    @Bean
    static Forgetting toldPayments(JdbcClient sql, Clock clock, RetentionProperties keep) {
        return new Forgetting(
                "told_payment",
                () -> sql.sql(PAYMENTS).param(before(clock, keep.tasks())).update());
    }

    private static OffsetDateTime before(Clock clock, Duration kept) {
        return SqlTimes.of(clock.instant().minus(kept));
    }
}
