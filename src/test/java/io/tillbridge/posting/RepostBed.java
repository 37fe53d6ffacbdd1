package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.books.JournalBook;
import io.tillbridge.catalog.ItemCorrection;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.mapping.StampedMappings;
import io.tillbridge.message.PostedDocuments;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.reservation.ShippedFulfilment;
import io.tillbridge.stock.SafetyStock;
import io.tillbridge.stock.StockLedger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reposts beside the posting of a bed, on its database. */
public final class RepostBed {

    private final PostingBed bed;
    private final String subject;
    public final Reposts reposts;

    /** Who is told at once that there is work. */
    volatile Runnable due = () -> {};

    final RepostSteps steps;
    final RepostRehearsal rehearsal;

    /** Reposts under the versions of these mappings, which are released. */
    public RepostBed(PostingBed bed, Mappings mappings) {
        this(bed, mappings, bed.database);
    }

    /** @param database through which reposts write, such as one whose commits fail */
    RepostBed(PostingBed bed, Mappings mappings, DataSource database) {
        this.bed = bed;
        this.subject = mappings.subjects().get(0);
        StockLedger ledger = new StockLedger(bed.clock);
        PostedDocuments posted = new PostedDocuments(bed.clock);
        Retelling retelling =
                new Retelling(new Interpreter(bed.plans), new Translator(mappings), stamped(bed, mappings));
        RepostUnit unit = new RepostUnit(
                new RepostCandidates(posted, retelling, new References(bed.crossReferences, bed.items)),
                gathering(bed, posted, ledger, retelling),
                bed.fulfilling,
                new RepostCounts(ledger),
                ledger,
                bed.breaks,
                new JournalReposting(new JournalBook(bed.clock), PostingBed.LEDGERS, bed.returns),
                new Conflicts(bed.clock),
                bed.tasks,
                new RepostTelling(
                        new Lanes(bed.plans, SafetyStock.of(List.of())), bed.notices, bed.fulfilling, new Outbox()),
                bed.held,
                new RepostRecord(posted, bed.clock));
        RepostRuns runs = new RepostRuns(bed.clock);
        AuditLog audit = new AuditLog(new JdbcTemplate(bed.database), bed.clock);
        reposts = new Reposts(database, runs, new RepostSets(bed.sql), mappings, audit, event -> due.run());
        steps = new RepostSteps(database, unit, runs, audit, new LaneSignals(1000), event -> {});
        rehearsal = new RepostRehearsal(database, unit, runs, audit);
        mappings.subjects()
                .forEach(subject -> mappings.versions(subject)
                        .forEach(version -> bed.sql
                                .sql(
                                        "insert into mapping_version (subject, version, sha256, imported_at) values (?, ?, ?, now())"
                                                + " on conflict do nothing")
                                .params(version.subject(), version.version(), version.sha256())
                                .update()));
    }

    private static RepostGathering gathering(
            PostingBed bed, PostedDocuments posted, StockLedger ledger, Retelling retelling) {
        return new RepostGathering(
                new RepostOrders(
                        new OrderBook(bed.clock),
                        posted,
                        retelling,
                        bed.ties,
                        new ShortPicks(ShippedFulfilment.rules(), bed.clock)),
                new RepostFacts(
                        ledger,
                        new ItemCorrection(bed.crossReferences, bed.ownership, bed.clock),
                        new ItemPrices(),
                        bed.itemPosting,
                        retelling,
                        new RepostShelfCounts(ledger, bed.limits, bed.clock),
                        bed.factPosting),
                retelling);
    }

    /** A bed's own mappings ask no value maps, so what they said then they say now. */
    private static StampedMappings stamped(PostingBed bed, Mappings mappings) {
        return mappings instanceof RunningMappings running
                ? StampedMappings.of(running, bed.database)
                : new StampedMappings(
                        bed.database, () -> new StampedMappings.Now(mappings, mappings.set(), HomeFiles.of(Map.of())));
    }

    RepostRun ask(int version, List<UUID> messages) {
        try {
            return reposts.ask(new Reposts.Wish(subject, version, messages, "ana", "misread figures", false));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks and works until the preview's end. */
    RepostRun preview(int version, List<UUID> messages) {
        RepostRun run = ask(version, messages);
        look();
        return find(run.id());
    }

    RepostRun confirm(RepostRun preview) {
        try {
            return reposts.confirm(preview.id(), Objects.requireNonNull(preview.hash()), "ana");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Previews, confirms and works until the end; the preview when all is refused. */
    RepostRun repost(int version, List<UUID> messages) {
        RepostRun preview = preview(version, messages);
        if (preview.pending() == 0) {
            return preview;
        }
        RepostRun run = confirm(preview);
        work();
        return find(run.id());
    }

    /** Works at confirmed reposts until there is none. */
    public void work() {
        all(steps::next);
    }

    /** Works at previews until there is none. */
    public void look() {
        all(rehearsal::next);
    }

    private interface Step {
        boolean next() throws SQLException;
    }

    private static void all(Step step) {
        try {
            boolean more = true;
            while (more) {
                more = step.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    RepostRun find(UUID id) {
        try {
            return reposts.find(id).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code <code>} of each message that was not reposted. */
    List<String> refusals(RepostRun run) {
        return reposts.sets().refused(run.id(), null, 100).stream()
                .map(RepostRun.Refused::code)
                .toList();
    }

    /** Messages that are stamped with a version and posted, or are revisions that came too late. */
    List<UUID> stamped(int version) {
        return reposts.sets()
                .find(
                        new RepostSets.Query(subject, version, null, Instant.EPOCH, PostingBed.NOW.plusSeconds(1)),
                        10_000);
    }

    PostingBed bed() {
        return bed;
    }
}
