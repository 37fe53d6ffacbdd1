package io.tillbridge.mapping;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.Transactions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Puts releases, activations and reviews that the files say on the audit log, each once: files come to a hub without a
 * request that could be audited.
 */
@Component
final class MappingAudit implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MappingAudit.class);

    private final DataSource database;
    private final AuditLog audit;
    private final RunningMappings mappings;
    private final MappingsProperties settings;
    private final Clock clock;
    private final ExecutorService teller = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "mapping-audit");
        thread.setDaemon(true);
        return thread;
    });

    MappingAudit(
            DataSource database, AuditLog audit, RunningMappings mappings, MappingsProperties settings, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.mappings = mappings;
        this.settings = settings;
        this.clock = clock;
    }

    /** One thing that the files say; the hash is of the version, or of the activation row. */
    private record Said(MappingLedger.Line line, String by, String action, String detail, String sha256) {

        Said(MappingLedger.Line line, String by, String action, String detail) {
            this(line, by, action, detail, line.sha256());
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        afterReload();
        new MappingReviews(mappings.files(), settings.reviewEvery())
                .warnings(mappings.catalog(), clock.instant())
                .forEach(warning -> LOG.warn("mapping.review {}", warning));
    }

    /** Who replaced the mappings, perhaps the thread that posts, does not wait. */
    @EventListener(MappingsReplaced.class)
    void afterReload() {
        teller.execute(this::tell);
    }

    @Override
    public void destroy() {
        teller.shutdown();
    }

    /** Tells what is new; when the database does not answer, the next start or reload does. */
    void tell() {
        List<Said> said = said();
        try {
            Transactions.in(database, tx -> {
                List<MappingLedger.Line> lines = said.stream().map(Said::line).toList();
                Set<MappingLedger.Line> fresh = MappingLedger.add(tx, lines, clock.instant());
                for (Said one : said) {
                    if (fresh.contains(one.line())) {
                        String detail = ExactJson.nodes()
                                .objectNode()
                                .put("said", one.detail())
                                .put("sha256", one.sha256())
                                .toString();
                        audit.record(tx, one.by(), one.action(), one.line().subject(), detail);
                    }
                }
                return true;
            });
        } catch (SQLException e) {
            LOG.debug("the next start or reload tells the audit log", e);
        }
    }

    /** Who wrote a version and who read it; a lock has no names. */
    private static String people(MappingReviews reviews, Mapping version) {
        String author = reviews.author(version.subject(), version.version());
        Review last = reviews.last(version.subject(), version.version());
        return (author.isEmpty() ? "" : ", written by " + author)
                + (last == null || !last.approved() ? "" : ", approved by " + last.by());
    }

    private List<Said> said() {
        MappingCatalog catalog = mappings.catalog();
        MappingReviews reviews = new MappingReviews(mappings.files());
        List<Said> said = new ArrayList<>();
        for (String subject : catalog.subjects()) {
            for (Mapping version : catalog.versions(subject)) {
                if (catalog.released(version)) {
                    said.add(new Said(
                            new MappingLedger.Line(subject, "release " + version.version(), version.sha256()),
                            "files",
                            "mapping.release",
                            "V" + version.version() + people(reviews, version)));
                }
            }
            List<Activation> rows = catalog.activations(subject);
            for (int i = 0; i < rows.size(); i++) {
                Activation row = rows.get(i);
                said.add(new Said(
                        MappingLedger.activation(subject, i + 1, row),
                        "files:" + row.by(),
                        row.rollbackOf() == null ? "mapping.activate" : "mapping.rollback",
                        "V" + row.version() + " from " + row.from() + ": " + row.why()));
            }
            for (Review row : reviews.of(subject)) {
                said.add(new Said(
                        new MappingLedger.Line(subject, "review " + row.version(), Sha256.hex(row.toString())),
                        "files:" + row.by(),
                        row.approved() ? "mapping.approve" : "mapping.want_changes",
                        "V" + row.version() + ": " + row.why(),
                        row.sha256()));
            }
        }
        return said;
    }
}
