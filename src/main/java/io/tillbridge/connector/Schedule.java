package io.tillbridge.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.springframework.scheduling.support.CronExpression;

/** When a source is read. */
public sealed interface Schedule {

    /** When the run after one that ended at {@code last} begins. */
    Instant after(Instant last);

    /** By how much a run may begin before its time, because timers are not exact. */
    Duration early();

    /** A fixed pause between two runs. */
    record Every(Duration pause) implements Schedule {
        @Override
        public Instant after(Instant last) {
            return last.plus(pause);
        }

        @Override
        public Duration early() {
            return pause.dividedBy(10);
        }
    }

    /**
     * At the times of a clock on the wall. A time that the change to summer time leaves out comes when the hour is over;
     * one that comes twice counts once.
     *
     * @param expression five fields: minute, hour, day of the month, month, day of the week
     */
    record Cron(String expression, ZoneId zone) implements Schedule {

        private static final Duration NEVER = Duration.ofDays(366);

        /**
         * Checks the expression.
         *
         * @throws IllegalArgumentException when it is not one
         */
        public static Cron of(String expression, ZoneId zone) {
            Cron cron = new Cron(expression, zone);
            cron.parsed();
            return cron;
        }

        private CronExpression parsed() {
            return CronExpression.parse("0 " + expression);
        }

        @Override
        public Instant after(Instant last) {
            CronExpression cron = parsed();
            LocalDateTime next = cron.next(LocalDateTime.ofInstant(last, zone));
            while (next != null && !next.atZone(zone).toInstant().isAfter(last)) {
                next = cron.next(next);
            }
            return next == null ? last.plus(NEVER) : next.atZone(zone).toInstant();
        }

        @Override
        public Duration early() {
            return Duration.ofSeconds(1);
        }
    }
}
