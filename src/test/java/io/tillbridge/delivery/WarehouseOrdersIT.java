package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.FileStores;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.TestDatabase;
import io.tillbridge.support.TestSftp;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

/** What the shipped warehouse connectors put on a warehouse's SFTP server when it is to ship an order. */
class WarehouseOrdersIT {

    private static final String ORDER = """
            {"id": "F-%1$s", "revision": "1", "system": "shop", "orderId": "A-1", "sequence": 1,
             "shipTo": {"name": "%2$s", "line1": "Main Street 1", "city": "Gent", "postcode": "9000", "country": "BE"},
             "lines": [{"id": "11", "sku": "MUG", "quantity": "2"}]}
            """;

    @TempDir
    private Path root;

    @TempDir
    private Path home;

    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final LaneSignals signals = new LaneSignals(1_000);

    @SuppressWarnings("NullAway.Init")
    private TestSftp server;

    @BeforeEach
    void start() throws Exception {
        server = new TestSftp(root);
        connection("x12", "wms_edi", "sender: SHOP, receiver: WAREHOUSE, depositor: Shop");
        connection(
                "edifact",
                "wms_edifact",
                "sender: \"5411234512309\", receiver: \"5412345123453\", depositor: \"5411234512309\","
                        + " provider: \"5412345123453\"");
        HomeFiles files = HomeFiles.at(null, List.of(home));
        ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(files);
        assertThat(loaded.problems()).isEmpty();
        camel.start();
        DeliveryModule delivery = new DeliveryModule(
                camel,
                database,
                clock,
                DeliveryBed.SETTINGS,
                signals,
                new RunningMappings(LoadedMappings.of(files)),
                new DeadLetters(clock, (tx, filed) -> {}),
                new Partners(
                        camel,
                        reference -> List.of(),
                        new PlainConditions(),
                        clock,
                        new Random(1),
                        new FileStores(root, reference -> List.of("hush"))),
                new SimpleMeterRegistry(),
                new Random(1));
        for (String route : List.of("push-http", "push-file")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            camel,
                            "file:" + Path.of("routes/" + route + ".camel.yaml").toAbsolutePath()));
        }
        for (ConnectionPlan plan : Map.copyOf(loaded.plans()).values()) {
            delivery.routes().start(plan, 1);
        }
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private void connection(String id, String connector, String settings) {
        WrittenFile.write(home.resolve("config/connections/" + id + ".connection.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connection
                id: %1$s
                connector: %2$s
                timezone: Europe/Brussels
                settings: {location: WH1, incoming: %1$s, %3$s}
                secrets: {privateKey: {kind: env, name: DROP}}
                overlay:
                  - {target: $.clients.drop, do: update, value: {kind: sftp, host: 127.0.0.1, port: "%4$s", user: till, password: $(secrets.privateKey), hostKey: "%5$s"}}
                """.formatted(
                        id, connector, settings, server.port(), server.hostKey()));
    }

    private void requested(String connection, String order) throws Exception {
        DesiredState state = new DesiredState(
                connection + ".ship_orders",
                "F-1",
                EventType.FULFILMENT_REQUESTED,
                1,
                order,
                BigDecimal.ONE,
                clock.instant(),
                UuidCreator.getTimeOrderedEpoch(),
                true);
        signals.signal(Transactions.in(database, tx -> new Outbox().write(tx, List.of(state))));
    }

    private List<Path> files(String folder) throws IOException {
        if (!Files.exists(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.toList();
        }
    }

    private List<String> states() {
        return sql.queryForList("select state from delivery", String.class);
    }

    private String written(String folder) {
        Eventually.holds(() -> assertThat(states()).containsExactly("delivered"));
        try {
            List<Path> files = files(folder);
            assertThat(files).as("and no temporary name is left").hasSize(1);
            return Files.readString(files.get(0), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anOrderIsA940WithNumbersOfTheHub() throws Exception {
        requested("x12", ORDER.formatted("1", "Jane Doe"));

        assertThat(written("x12"))
                .startsWith(
                        "ISA*00*          *00*          *ZZ*SHOP           *ZZ*WAREHOUSE      *260501*1400*U*00401*000000001*")
                .contains("GS*OW*SHOP*WAREHOUSE*20260501*1400*1*X*004010~ST*940*0001~W05*N*A-1~N1*ST*Jane Doe~")
                .contains("LX*1~W01*2*EA**VN*MUG~N9*LI*11~W76*2~");
        assertThat(files("x12").get(0).getFileName().toString()).matches("940_[0-9a-f-]{36}[.]edi");
    }

    @Test
    void anOrderIsAnInsdesWithANumberOfTheHub() throws Exception {
        requested("edifact", ORDER.formatted("1", "Zoë d'Hondt"));

        assertThat(written("edifact"))
                .isEqualTo("UNB+UNOC:3+5411234512309:14+5412345123453:14+260501:1400+1'UNH+1+INSDES:D:96A:EN:EAN001'"
                        + "BGM+80E::9+F-1+9'DTM+137:20260501:102'RFF+ON:A-1'NAD+OB+5411234512309::9'"
                        + "NAD+DP+++Zoë d?'Hondt+Main Street 1+Gent++9000+BE'NAD+LSP+5412345123453::9'"
                        + "LIN+1'PIA+5+MUG:SA'QTY+113:2'RFF+LI:11'UNS+S'CNT+2:1'UNT+14+1'UNZ+1+1'");
        assertThat(files("edifact").get(0).getFileName().toString()).matches("INSDES_[0-9a-f-]{36}[.]edi");
    }

    @Test
    void theWarehouseSeesAFileOnlyWhenItIsWhole() throws Exception {
        server.refuseMoves(true);
        requested("x12", ORDER.formatted("1", "Jane Doe"));
        Eventually.holds(() -> assertThat(states()).containsExactly("unknown"));
        assertThat(files("x12"))
                .as("until it is renamed")
                .allSatisfy(file -> assertThat(file.getFileName().toString()).startsWith("."));

        server.refuseMoves(false);
        Eventually.holds(() -> {
            clock.advance(Duration.ofMinutes(1));
            assertThat(states()).containsExactly("delivered");
        });
        assertThat(written("x12")).contains("*000000001*").endsWith("IEA*1*000000001~");
    }

    @Test
    void aNameThatTheEncodingCannotSayIsADeadLetterAndNoFile() throws Exception {
        requested("edifact", ORDER.formatted("1", "Łucja Nowak"));

        Eventually.holds(() -> assertThat(states()).containsExactly("refused"));
        assertThat(files("edifact")).isEmpty();
        assertThat(sql.queryForObject("select detail from dead_letter", String.class))
                .contains("Łucja", "ISO-8859-1");
    }
}
