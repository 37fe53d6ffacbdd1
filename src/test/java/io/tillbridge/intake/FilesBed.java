package io.tillbridge.intake;

import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Failure;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.DirectoryClientPlan;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FileName;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Schedule;
import io.tillbridge.connector.Template;
import io.tillbridge.message.MessageState;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Receipts;
import io.tillbridge.message.Refusals.Refused;
import io.tillbridge.message.Settlement;
import io.tillbridge.partner.FileStores;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What runs over files need: PostgreSQL, a folder, and a clock that a test moves. */
final class FilesBed {

    static final Instant NOW = Instant.parse("2026-05-02T12:00:00Z");

    final Path root;
    final ManualClock clock = new ManualClock(NOW);
    final DataSource database = TestDatabase.fresh();
    final JdbcTemplate sql = new JdbcTemplate(database);
    final List<Failure> failures = new ArrayList<>();
    final SourceFiles files = new SourceFiles(JdbcClient.create(database));
    final SourceAlerts alerts = new SourceAlerts(JdbcClient.create(database));
    final OwedAcknowledgements owed = new OwedAcknowledgements(JdbcClient.create(database));
    private final MessageStore store = new MessageStore(clock);
    private final PulledDocuments documents = new PulledDocuments(database, store, new Receipts(), clock);
    private final Leases leases = new Leases(JdbcClient.create(database), NodeId.ofThisProcess());
    final FilesIn in;
    ClientPlan client = new DirectoryClientPlan("drop", "", null, Duration.ofSeconds(5));
    FilesSource source = source(null, 2);

    FilesBed(Path root, Path spool) {
        this.root = root;
        this.in = new FilesIn(
                new FileStores(root, reference -> List.of("hush")),
                spool,
                documents,
                (tx, refused) -> {
                    refused.forEach(one -> failures.add(one.failure()));
                    store.settle(tx, refused.stream().map(FilesBed::dead).toList());
                },
                files,
                alerts,
                owed,
                new MessageIds(clock),
                new CardNumberRedaction("0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                clock);
    }

    private static Settlement dead(Refused refused) {
        return Settlement.untranslated(
                refused.document(), MessageState.DEAD, refused.failure().code());
    }

    /** Files {@code SALES_<store>_<date>.jsonl} with a marker, or whole after two minutes. */
    static FilesSource source(FilesSource.@Nullable Group group, int badRows) {
        return new FilesSource(
                "drop",
                "out",
                new FileName("^SALES_(?<store>[0-9]+)_(?<date>[0-9]+)[.]jsonl$"),
                new Schedule.Every(Duration.ofMinutes(5)),
                new FilesSource.Ready(Template.parse("$(file.stem).ok"), Duration.ofMinutes(2)),
                new FilesSource.Once(Set.of("name", "size", "sha256"), Duration.ofDays(400)),
                new FilesSource.After(Template.parse("archive/$(file.date)/"), Template.parse("rejected")),
                null,
                new Format.JsonLines(),
                group,
                new FilesSource.BadRows(badRows));
    }

    RunningFlow flow() {
        InboundFlow inbound = new InboundFlow(
                "tickets",
                source,
                null,
                new KeyRule.FromTemplate(Template.parse("$(file.store)/$(file.date)/$(record.id)")),
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.SALE, "legacy.ticket", null, null))),
                Map.of(),
                null,
                Set.of(),
                null);
        return new RunningFlow(
                "pos.tickets.g1",
                Plans.connection("pos", Map.of("drop", client), Map.of(), inbound),
                inbound,
                ProtectedPlaces.NONE);
    }

    /** A run that has not begun, as a node begins it whose predecessor let its lease expire. */
    FilesRun begin() {
        sql.update("update lease set expires_at = clock_timestamp()");
        Lease lease = leases.acquire("poll:pos.tickets", Duration.ofMinutes(5)).orElseThrow();
        return in.run(flow(), source, place(), lease);
    }

    @Nullable
    String place() {
        try {
            return documents
                    .place("pos", "tickets")
                    .map(PulledDocuments.Place::state)
                    .orElse(null);
        } catch (SQLException e) {
            throw new IllegalStateException("the test's database", e);
        }
    }

    /** A whole run; waits are slept by the clock. */
    PullRun.Outcome run() {
        FilesRun run = begin();
        PullRun.Outcome outcome = run.step();
        while (outcome instanceof PullRun.Continue next) {
            clock.advance(next.pause());
            outcome = run.step();
        }
        run.close();
        return outcome;
    }

    List<String> keys() {
        return sql.queryForList(
                "select business_key from message where state = 'accepted' order by business_key", String.class);
    }

    List<String> codes() {
        return failures.stream().map(Failure::code).toList();
    }
}
