package io.tillbridge.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.posting.OrderChecks;
import io.tillbridge.posting.PostingBed;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Verification of the books of a database. */
public final class VerificationBed {

    private VerificationBed() {}

    /** All checks there are; figures that a sweep settles are held to be new. */
    public static BooksVerification over(DataSource database) {
        return over(database, Clock.fixed(PostingBed.NOW, ZoneOffset.UTC));
    }

    /** All checks there are, at a time. */
    static BooksVerification over(DataSource database, Clock clock) {
        List<BooksCheck> checks = new ArrayList<>(List.of(
                new BalanceCheck(),
                new ClaimedCheck(),
                new LotCheck(),
                new ConservationCheck(),
                new OrderClaimCheck(),
                new TransferClaimCheck(),
                new JournalEntryCheck(),
                new PromiseRiskCheck(clock)));
        checks.addAll(OrderChecks.all());
        return new BooksVerification(database, checks);
    }

    /** Fails with what breaks a law. */
    public static void assertSound(DataSource database) throws SQLException {
        assertSound(over(database));
    }

    /** The same once sweeps have settled everything. */
    public static void assertSettled(DataSource database) throws SQLException {
        assertSound(over(database, Clock.fixed(PostingBed.NOW.plus(Duration.ofDays(36_500)), ZoneOffset.UTC)));
    }

    private static void assertSound(BooksVerification verification) throws SQLException {
        assertThat(Objects.requireNonNull(verification.run()).stream()
                        .flatMap(check -> check.listed().stream().map(finding -> check.check() + " " + finding)))
                .isEmpty();
    }

    /** Verified each day. */
    static ScheduledVerification daily(DataSource database, Clock clock) {
        return new ScheduledVerification(
                over(database, clock),
                new VerificationRecord(clock),
                new VerificationProperties(Duration.ofDays(1), 10),
                new Leases(JdbcClient.create(database), new NodeId("one")),
                database);
    }
}
