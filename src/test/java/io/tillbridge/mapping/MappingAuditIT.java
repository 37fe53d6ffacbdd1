package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class MappingAuditIT {

    private static final HomeFiles HOME = HomeFiles.of(Map.of(
            "mappings/shop/thing/V001__first.mapping.yaml",
            """
            kind: Mapping
            subject: shop.thing
            version: 1
            from: shop/thing.v1
            to: other/thing.v1
            rows:
              - {to: id, type: id, from: id}
            """,
            "mappings/shop/thing/activations.yaml",
            """
            kind: Activations
            subject: shop.thing
            basis: event_time
            rows:
              - {version: 1, from: "2026-01-01T00:00:00Z", at: "2026-01-01T00:00:00Z", by: ana, why: first}
            """,
            "mappings/shop/thing/reviews.yaml",
            """
            kind: Reviews
            subject: shop.thing
            rows:
              - {version: 1, sha256: 5a, by: ben, at: "2026-01-01T00:00:00Z", verdict: approved, why: read}
            """));

    @Test
    void whatFilesSayIsOnTheAuditLogOnce() {
        DataSource database = TestDatabase.fresh();
        ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
        AuditLog log = new AuditLog(new JdbcTemplate(database), clock);
        MappingAudit audit = new MappingAudit(
                database,
                log,
                new RunningMappings(new LoadedMappings(HOME, MappingCatalog.load(HOME, new Problems()), List.of())),
                new MappingsProperties(null, Period.ofMonths(3)),
                clock);
        audit.tell();
        audit.tell();

        assertThat(log.list(Long.MAX_VALUE, 10))
                .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.subject())
                .containsExactly("files:ben mapping.approve shop.thing", "files:ana mapping.activate shop.thing");
    }
}
