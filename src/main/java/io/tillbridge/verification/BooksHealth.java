package io.tillbridge.verification;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Health part {@code books}: {@code BROKEN} while the last look found a figure that breaks a law. Posting goes on, because
 * what comes is not to blame, so it is no part of readiness.
 */
@Component("booksHealthIndicator")
final class BooksHealth implements HealthIndicator {

    private static final Status BROKEN = new Status("BROKEN");

    private final ScheduledVerification verification;

    BooksHealth(ScheduledVerification verification) {
        this.verification = verification;
    }

    @Override
    public Health health() {
        Health.Builder health = verification.last().stream().anyMatch(last -> last.findings() > 0)
                ? Health.status(BROKEN)
                        .withDetail("reason", "invariant_broken: ask GET /api/books/verify which figures")
                : Health.up();
        verification
                .last()
                .forEach(last -> health.withDetail(last.check(), last.findings() + " found at " + last.lookedAt()));
        return health.build();
    }
}
