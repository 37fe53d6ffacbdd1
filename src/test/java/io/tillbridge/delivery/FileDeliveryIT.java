package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DirectoryClientPlan;
import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.Template;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.FileStores;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import io.tillbridge.support.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** States that leave as files, over the shipped route. */
class FileDeliveryIT {

    @TempDir
    private Path root;

    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final LaneSignals signals = new LaneSignals(1_000);

    @BeforeEach
    void start() throws Exception {
        camel.start();
        DeliveryModule delivery = new DeliveryModule(
                camel,
                database,
                clock,
                DeliveryBed.SETTINGS,
                signals,
                new PlainMappings(),
                new DeadLetters(clock, (tx, filed) -> {}),
                new Partners(
                        camel,
                        reference -> List.of(),
                        new PlainConditions(),
                        clock,
                        new Random(1),
                        new FileStores(root, reference -> List.of())),
                new SimpleMeterRegistry(),
                new Random(1));
        for (String route : List.of("push-http", "push-file")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            camel,
                            "file:" + Path.of("routes/" + route + ".camel.yaml").toAbsolutePath()));
        }
        delivery.routes().start(connection(), 1);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static ConnectionPlan connection() {
        OutboundFlow levels = Plans.levels(10, Duration.ZERO, Map.of());
        OutboundFlow files = new OutboundFlow(
                levels.name(),
                levels.destination(),
                levels.accepts(),
                levels.mapping(),
                levels.key(),
                "drop",
                new FileSend(Template.parse("in/STOCK_$(idempotency.key).json"), new Format.Json()),
                levels.collapse(),
                Map.of(),
                new OutboundFlow.Idempotency(null, levels.idempotency().key()),
                null,
                List.of(),
                null,
                levels.giveUpAfter());
        return new ConnectionPlan(
                "shop",
                "test",
                "1.0.0",
                ZoneOffset.UTC,
                null,
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of("drop", new DirectoryClientPlan("drop", "", null, Duration.ofSeconds(5))),
                Map.of(),
                Map.of(),
                Map.of(files.name(), files),
                "0");
    }

    private void level(String sku) throws Exception {
        DesiredState state = new DesiredState(
                "shop.levels",
                sku,
                EventType.AVAILABILITY,
                1,
                "{\"sku\":\"" + sku + "\",\"available\":\"3\"}",
                new BigDecimal("3"),
                clock.instant(),
                UuidCreator.getTimeOrderedEpoch(),
                true);
        signals.signal(Transactions.in(database, tx -> new Outbox().write(tx, List.of(state))));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("in"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String state() {
        return sql.queryForList("select state from delivery", String.class).toString();
    }

    @Test
    void aStateIsAFileNamedByItsAttempt() throws Exception {
        level("A1");
        Eventually.holds(() -> {
            assertThat(state()).isEqualTo("[delivered]");
            assertThat(names())
                    .singleElement()
                    .satisfies(name -> assertThat(name).matches("STOCK_[0-9a-f-]{36}[.]json"));
        });
        assertThat(sql.queryForObject("select state from outbox_lane", String.class))
                .isEqualTo("delivered");
    }

    @Test
    void aFileThatCannotBePutIsPutLaterUnderTheSameName() throws Exception {
        Files.writeString(root.resolve("in"), "in the way");
        level("A1");
        Eventually.holds(() -> assertThat(state()).isEqualTo("[unknown]"));
        Files.delete(root.resolve("in"));
        Eventually.holds(() -> {
            clock.advance(Duration.ofMinutes(1));
            assertThat(state()).isEqualTo("[delivered]");
        });
        assertThat(names()).as("the frozen attempt").hasSize(1);
        assertThat(sql.queryForObject("select calls > 1 from delivery", Boolean.class))
                .isTrue();
    }
}
