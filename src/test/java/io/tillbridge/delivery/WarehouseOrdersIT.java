package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.partner.FileStores;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.TestSftp;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
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
            {"system": "shop", "id": "A-1", "number": "#A-1", "state": "%2$s", "revision": "%3$s", "currency": "EUR",
             "location": "WH1", "promisedAt": "2026-11-24T11:00:00Z",
             "shipTo": {"name": "%1$s", "line1": "Main Street 1", "city": "Gent", "postcode": "9000", "country": "BE"},
             "lines": [{"id": "11", "sku": "MUG", "quantity": "2", "fulfilled": "0"}]}
            """;

    @TempDir
    private Path root;

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private PostingBed bed;

    /** The one that the test looks at; the other warehouse is told too. */
    private String destination = "";

    @SuppressWarnings("NullAway.Init")
    private JdbcTemplate sql;

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
        bed = PostingBed.with(
                Map.of(),
                Map.copyOf(loaded.plans()).values().stream()
                        .flatMap(plan -> plan.outbound().values().stream())
                        .toList());
        bed.addItems("MUG");
        sql = new JdbcTemplate(bed.database);
        camel.start();
        DeliveryModule delivery = new DeliveryModule(
                camel,
                bed.database,
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

    /** An order whose lines this warehouse is to send, posted as it comes from the shop. */
    private void ordered(String connection, String name, String state, int revision) throws Exception {
        ObjectNode order = (ObjectNode) ExactJson.parse(ORDER.formatted(name, state, revision));
        bed.post(EventType.ORDER, order);
        destination = connection + ".ship_orders";
        signals.signal(sql.query(
                "select destination, key from outbox_lane where destination = ?",
                (row, number) -> new LaneSignal(row.getString(1), row.getString(2)),
                destination));
    }

    /** What the warehouse knows the request by. */
    private String request() {
        return String.valueOf(sql.queryForObject("select request_id from fulfilment_request", String.class));
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
        return sql.queryForList("select state from delivery where destination = ?", String.class, destination);
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
        ordered("x12", "Jane Doe", "open", 1);

        assertThat(written("x12"))
                .startsWith(
                        "ISA*00*          *00*          *ZZ*SHOP           *ZZ*WAREHOUSE      *260501*1400*U*00401*000000001*")
                .contains("GS*OW*SHOP*WAREHOUSE*20260501*1400*1*X*004010~ST*940*0001~W05*N*A-1*#A-1~N1*ST*Jane Doe~")
                .contains("LX*1~W01*2*EA**VN*MUG~N9*LI*11~W76*2~");
        assertThat(files("x12").get(0).getFileName().toString()).matches("940_[0-9a-f-]{36}[.]edi");
    }

    @Test
    void anOrderIsAnInsdesWithANumberOfTheHub() throws Exception {
        ordered("edifact", "Zoë d'Hondt", "open", 1);

        assertThat(written("edifact"))
                .isEqualTo("UNB+UNOC:3+5411234512309:14+5412345123453:14+260501:1400+1'UNH+1+INSDES:D:96A:EN:EAN001'"
                        + "BGM+80E::9+" + request()
                        + "+9'DTM+137:20260501:102'DTM+2:20261124:102'RFF+ON:A-1'NAD+OB+5411234512309::9'"
                        + "NAD+DP+++Zoë d?'Hondt+Main Street 1+Gent++9000+BE'NAD+LSP+5412345123453::9'"
                        + "LIN+1'PIA+5+MUG:SA'QTY+113:2'RFF+LI:11'UNS+S'CNT+2:1'UNT+15+1'UNZ+1+1'");
        assertThat(files("edifact").get(0).getFileName().toString()).matches("INSDES_[0-9a-f-]{36}[.]edi");
    }

    @Test
    void aCancelledOrderIsTakenBack() throws Exception {
        ordered("x12", "Jane Doe", "open", 1);
        written("x12");
        ordered("x12", "Jane Doe", "cancelled", 2);

        Eventually.holds(() -> assertThat(states()).containsExactly("delivered", "delivered"));
        assertThat(files("x12"))
                .hasSize(2)
                .anySatisfy(file -> assertThat(file)
                        .content(StandardCharsets.ISO_8859_1)
                        .contains("W05*F*A-1*#A-1~", "W01*2*EA**VN*MUG~"));
    }

    @Test
    void theWarehouseSeesAFileOnlyWhenItIsWhole() throws Exception {
        server.refuseMoves(true);
        ordered("x12", "Jane Doe", "open", 1);
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
        ordered("edifact", "Łucja Nowak", "open", 1);

        Eventually.holds(() -> assertThat(states()).containsExactly("refused"));
        assertThat(files("edifact")).isEmpty();
        assertThat(sql.queryForObject("select detail from dead_letter where connection = 'edifact'", String.class))
                .contains("Łucja", "ISO-8859-1");
    }
}
