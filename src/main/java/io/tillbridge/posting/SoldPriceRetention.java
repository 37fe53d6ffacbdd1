package io.tillbridge.posting;

import io.tillbridge.platform.Forgetting;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets sold prices of before any return that may still be told; without a window all of them. */
@Configuration(proxyBeanMethods = false)
class SoldPriceRetention {

    /** Returns may be told late. */
    private static final Duration LATE = Duration.ofDays(30);

    private static final String FORGET = """
            delete from sold_price where (sku, currency, day) in (
                select sku, currency, day from sold_price where day < ?::date limit 1000)
            """;

    @Bean
    static Forgetting oldSoldPrices(JdbcClient sql, ReturnRules returns, Clock clock) {
        return new Forgetting(
                "sold_price",
                () -> sql.sql(FORGET)
                        .param(first(returns.blind(), clock).toString())
                        .update());
    }

    private static LocalDate first(BlindReturns rules, Clock clock) {
        Duration back = rules.window() == null ? Duration.ZERO : rules.window().plus(LATE);
        return LocalDate.ofInstant(clock.instant().minus(back), ZoneOffset.UTC);
    }
}
