package io.tillbridge.mapping;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Puts releases, activations and reviews that the files say on the audit log, each once: files come to a hub without a
 * request that could be audited.
 */
@Component
final class MappingAudit {

    private static final Logger LOG = LoggerFactory.getLogger(MappingAudit.class);

    private static final String SEE =
            "insert into mapping_ledger (subject, entry, sha256, seen_at) values (?, ?, ?, ?) on conflict do nothing";

    private final DataSource database;
    private final AuditLog audit;
    private final RunningMappings mappings;
    private final MappingsProperties settings;
    private final Clock clock;

    MappingAudit(
            DataSource database, AuditLog audit, RunningMappings mappings, MappingsProperties settings, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.mappings = mappings;
        this.settings = settings;
        this.clock = clock;
    }

    /** One thing that the files say. */
    private record Said(String subject, String entry, String sha256, String by, String action, String detail) {}

    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        tell();
        new MappingReviews(mappings.files(), settings.reviewEvery())
                .warnings(mappings.catalog(), clock.instant())
                .forEach(warning -> LOG.warn("mapping.review {}", warning));
    }

    @EventListener(MappingsReplaced.class)
    void afterReload() {
        tell();
    }

    /** Tells what is new; when the database does not answer, the next start or reload does. */
    void tell() {
        MappingCatalog catalog = mappings.catalog();
        MappingReviews reviews = new MappingReviews(mappings.files());
        for (String subject : catalog.subjects()) {
            try {
                Transactions.in(database, tx -> {
                    for (Mapping version : catalog.versions(subject)) {
                        if (catalog.released(version)) {
                            see(
                                    tx,
                                    new Said(
                                            subject,
                                            "release " + version.version(),
                                            version.sha256(),
                                            "files",
                                            "mapping.release",
                                            "V" + version.version()));
                        }
                    }
                    List<Activation> rows = catalog.activations(subject);
                    for (int i = 0; i < rows.size(); i++) {
                        Activation row = rows.get(i);
                        see(
                                tx,
                                new Said(
                                        subject,
                                        "activation " + (i + 1),
                                        ActivationFile.sha256(row),
                                        "files:" + row.by(),
                                        "mapping.activate",
                                        "V" + row.version() + " from " + row.from() + ": " + row.why()));
                    }
                    for (Review row : reviews.of(subject)) {
                        see(
                                tx,
                                new Said(
                                        subject,
                                        "review " + row.version(),
                                        Sha256.hex(row.toString()),
                                        "files:" + row.by(),
                                        row.approved() ? "mapping.approve" : "mapping.want_changes",
                                        "V" + row.version() + ": " + row.why()));
                    }
                    return true;
                });
            } catch (SQLException e) {
                LOG.debug("the next start or reload tells the audit log of {}", subject, e);
            }
        }
    }

    private void see(Connection tx, Said said) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SEE)) {
            statement.setString(1, said.subject());
            statement.setString(2, said.entry());
            statement.setString(3, said.sha256());
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            if (statement.executeUpdate() == 1) {
                String detail = ExactJson.nodes()
                        .objectNode()
                        .put("said", said.detail())
                        .put("sha256", said.sha256())
                        .toString();
                audit.record(tx, said.by(), said.action(), said.subject(), detail);
            }
        }
    }
}
