package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node that cannot follow the active set says so once, and in its health until it can. */
class MappingRefreshIT {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final DataSource database = TestDatabase.fresh();
    private final ManualClock clock = new ManualClock(NOW);
    private final MappingImport imports = new MappingImport(database, clock);
    private final RunningMappings mappings = new RunningMappings(
            imports.importReleased(SetFiles.of(1).rows(SetFiles.FIRST).loaded()));
    private final MappingRefresh refresh = new MappingRefresh(mappings, imports, event -> {}, clock);
    private final MappingHealth health = new MappingHealth(mappings, refresh);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(MappingRefresh.class);
        // Another class may have started an application, which says less
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void deaf() {
        Logger logger = (Logger) LoggerFactory.getLogger(MappingRefresh.class);
        logger.setLevel(null);
        logger.detachAppender(log);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            refresh.look();
            clock.advance(Duration.ofSeconds(1));
        }
    }

    /** Level and event of what was logged. */
    private List<String> logged() {
        return log.list.stream()
                .map(one -> one.getLevel() + " " + one.getFormattedMessage().split(" ", 2)[0])
                .toList();
    }

    @Test
    void aCauseIsToldOnceAndStandsInHealthWithSetGenerationAndCause() {
        look(1);
        assertThat(health.health()).isEqualTo(Health.up().withDetail("set", 1L).build());
        imports.importReleased(SetFiles.withSchema().loaded());

        look(5);

        assertThat(logged()).containsExactly("ERROR mapping.not_followed");
        Health behind = health.health();
        assertThat(behind.getStatus().getCode()).isEqualTo("OUTDATED");
        assertThat(behind.getDetails())
                .containsEntry("set", 2L)
                .containsEntry("runs", 1L)
                .containsEntry("since", NOW.plusSeconds(1));
        assertThat(behind.getDetails().get("reason"))
                .asString()
                .startsWith("set_not_followed: ")
                .contains("mappings/shop/thing/V002", "unknown_schema");
    }

    @Test
    void anotherCauseIsToldAnewAndWhatIsMendedOnceMore() {
        imports.importReleased(SetFiles.withSchema().loaded());
        look(3);
        JdbcClient.create(database)
                .sql("insert into mapping_version (subject, version, sha256, imported_at, text, generation)"
                        + " values ('shop.thing', 3, 'x', now(), 'kind: Mapping', 3)")
                .update();
        JdbcClient.create(database).sql("update mapping_set set generation = 3").update();
        look(3);
        assertThat(logged()).containsExactly("ERROR mapping.not_followed", "ERROR mapping.not_followed");
        assertThat(health.health().getDetails()).containsEntry("set", 3L).containsEntry("since", NOW.plusSeconds(3));

        JdbcClient.create(database).sql("update mapping_set set generation = 1").update();
        look(3);

        assertThat(logged()).last().isEqualTo("INFO mapping.followed_again");
        assertThat(logged()).hasSize(3);
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void aReloadOfFilesThatFitMendsItAndTheSetIsFollowed() {
        imports.importReleased(SetFiles.withSchema().loaded());
        look(2);

        mappings.replace(imports.importReleased(SetFiles.withSchema().loaded()));
        look(2);

        assertThat(logged()).containsExactly("ERROR mapping.not_followed", "INFO mapping.followed_again");
        assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
        assertThat(mappings.set()).isEqualTo(2);
    }
}
