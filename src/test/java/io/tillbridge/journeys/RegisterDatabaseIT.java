package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.TestDatabase;
import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A sale in the database of a register's back office is in the books, and other systems are told what is left. */
class RegisterDatabaseIT {

    private static final String SALES = """
            create table sales (id int primary key, store_no varchar(4), register_no int, receipt_no varchar(20),
              sold_at timestamp, status varchar(10), grand_total numeric(12, 4), tax_total numeric(12, 4), updated_at timestamp)
            """;
    private static final String LINES = """
            create table sale_lines (sale_id int, line_no int, sku varchar(30), name varchar(60), quantity numeric(9, 3),
              unit_price numeric(12, 4), discount numeric(12, 4))
            """;
    private static final String PAYMENTS =
            "create table sale_payments (sale_id int, line_no int, kind varchar(10), amount numeric(12, 4))";

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Server h2;

    @SuppressWarnings("NullAway.Init")
    private static JdbcTemplate postgresTill;

    @SuppressWarnings("NullAway.Init")
    private static JdbcTemplate h2Till;

    @SuppressWarnings("NullAway.Init")
    private static Hub hub;

    @BeforeAll
    static void start() throws SQLException {
        PGSimpleDataSource postgres = (PGSimpleDataSource) TestDatabase.empty();
        postgresTill = new JdbcTemplate(postgres);
        h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String h2Url = "jdbc:h2:tcp://localhost:" + h2.getPort() + "/mem:till;DB_CLOSE_DELAY=-1";
        h2Till = new JdbcTemplate(new DriverManagerDataSource(h2Url, "sa", "unused"));
        for (JdbcTemplate till : List.of(postgresTill, h2Till)) {
            for (String table : List.of(SALES, LINES, PAYMENTS)) {
                till.execute(table);
            }
        }
        hub = Hub.on(
                directory,
                () -> {
                    throw new IllegalStateException("the hub's own database is not looked into");
                },
                List.of());
        connection("postgres", postgres.getURL(), "postgres");
        connection("h2", h2Url, "sa");
        WrittenFile.write(directory.resolve("partner-secrets/no-password"), "unused");
        hub.start();
        hub.reference("postgres", "legacy_pos_jdbc.store", "0001", "ST1");
        hub.reference("h2", "legacy_pos_jdbc.store", "0001", "ST1");
    }

    @AfterAll
    static void stop() {
        hub.close();
        h2.stop();
    }

    private static void connection(String id, String url, String user) {
        WrittenFile.write(
                directory.resolve("layer/config/connections/" + id + ".connection.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connection
                id: %1$s
                connector: legacy_pos_jdbc
                timezone: Europe/Berlin
                startAt: "2026-01-01T00:00:00Z"
                settings: {url: "%2$s", user: %3$s, currency: EUR}
                secrets: {password: {kind: file, name: no-password}}
                overlay:
                  - {target: $.inbound.sales.source.every, do: update, value: PT1S}
                  - {target: $.inbound.items, do: remove}
                  - {target: $.inbound.prices, do: remove}
                """.formatted(id, url, user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "h2"})
    void aSaleOfTheBackOfficeIsInTheBooksAndTheMarketplaceIsToldWhatIsLeft(String id) {
        String sku = "JDBC-" + id.toUpperCase(Locale.ROOT);
        hub.item(sku);
        String receipt = "R" + Payloads.fresh();
        Hub.accepted(hub.send(Signed.warehouse(hub.url(), receipt, Payloads.receipt(receipt, "ST1", sku, "10"))));
        Eventually.holds(() -> assertThat(Systems.told(hub.systems.marketplace, sku, "quantity"))
                .isEqualTo("10"));
        JdbcTemplate till = id.equals("h2") ? h2Till : postgresTill;
        till.update("insert into sale_lines values (1, 1, '" + sku + "', 'Mug', 2.500, 7.5000, 0.7500)");
        till.update("insert into sale_payments values (1, 1, 'CASH', 18.0000)");
        till.update("insert into sales values (1, '0001', 2, '417', '2026-05-01 10:03:12', 'DONE', 18.0000, 2.8700,"
                + " '2026-05-01 10:03:13')");

        Eventually.holds(() -> {
            assertThat(hub.get("/api/stock/" + sku).at("/locations/0/onHand").asText())
                    .isEqualTo("7.5");
            assertThat(Systems.told(hub.systems.marketplace, sku, "quantity")).isEqualTo("7");
        });
        assertThat(hub.get("/api/messages?connection=" + id + "&flow=sales&limit=5")
                        .at("/items/0/factKey")
                        .asText())
                .isEqualTo("sale|" + id + "|0001-2|417");
    }
}
