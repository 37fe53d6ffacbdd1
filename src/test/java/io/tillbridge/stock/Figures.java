package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Balances and rules for tests of figures. */
final class Figures {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Instant NOW = Instant.parse("2025-11-18T09:00:00Z");

    private Figures() {}

    static Balance balance(String sku, String location, int sellable, int damaged, int claimed) {
        return new Balance(
                sku,
                location,
                new BigDecimal(sellable),
                new BigDecimal(damaged),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new BigDecimal(claimed),
                1,
                NOW);
    }

    static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    static Window daily(String start, String end) {
        return new Window(null, null, Set.of(), LocalTime.parse(start), LocalTime.parse(end));
    }

    static Rule rule(String id) {
        return new Rule(id);
    }

    /** A rule that overrides, for everything, unless more is said. */
    static final class Rule {

        private final String id;
        private BufferRule.Scope scope = BufferRule.Scope.ALL;
        private BufferRule.Where where = BufferRule.Where.ALL;
        private @Nullable String channel;
        private @Nullable String fulfilment;
        private Window window = Window.ALWAYS;
        private Set<String> conditions = Set.of();
        private BufferRule.Combine combine = BufferRule.Combine.OVERRIDE;
        private int priority;
        private @Nullable Instant from;
        private @Nullable Instant to;

        private Rule(String id) {
            this.id = id;
        }

        Rule of(BufferRule.Scope.Kind kind, String value) {
            scope = new BufferRule.Scope(kind, value);
            return this;
        }

        Rule at(BufferRule.Where.Reach kind, String value) {
            where = new BufferRule.Where(kind, value);
            return this;
        }

        Rule channel(String name) {
            channel = name;
            return this;
        }

        Rule fulfilment(String name) {
            fulfilment = name;
            return this;
        }

        Rule window(Window when) {
            window = when;
            return this;
        }

        Rule conditions(String... names) {
            conditions = Set.of(names);
            return this;
        }

        Rule combine(BufferRule.Combine how) {
            combine = how;
            return this;
        }

        Rule priority(int number) {
            priority = number;
            return this;
        }

        Rule valid(@Nullable Instant first, @Nullable Instant end) {
            from = first;
            to = end;
            return this;
        }

        BufferRule units(int units) {
            return amount(BufferAmount.units(new BigDecimal(units)));
        }

        BufferRule amount(BufferAmount amount) {
            return new BufferRule(
                    id,
                    scope,
                    where,
                    channel,
                    fulfilment,
                    window,
                    conditions,
                    amount,
                    combine,
                    priority,
                    from,
                    to,
                    "tests");
        }
    }
}
