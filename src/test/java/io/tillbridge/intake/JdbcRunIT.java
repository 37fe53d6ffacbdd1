package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.JdbcClientPlan;
import io.tillbridge.connector.JdbcSource;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Receipts;
import io.tillbridge.message.StoredBodies;
import io.tillbridge.partner.HostGuard;
import io.tillbridge.partner.PlanSecrets;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Reading a legacy till's database: a second PostgreSQL, and H2. */
class JdbcRunIT {

    private static final Instant NOW = Instant.parse("2026-05-02T12:00:00Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final PulledDocuments documents =
            new PulledDocuments(database, new MessageStore(clock), new Receipts(), clock);
    private final Leases leases = new Leases(JdbcClient.create(database), NodeId.ofThisProcess());
    private final CardNumberRedaction redaction =
            new CardNumberRedaction("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private final PGSimpleDataSource till = (PGSimpleDataSource) TestDatabase.empty();
    private final JdbcTemplate tillSql = new JdbcTemplate(till);

    @TempDir
    private Path drivers;

    private JdbcRun run(JdbcClientPlan client, JdbcSource source, boolean receipt) throws Exception {
        InboundFlow inbound = Till.flow(source, receipt);
        ConnectionPlan plan = Till.connection(client, inbound);
        RunningFlow flow = new RunningFlow("till.sales.g1", plan, inbound, ProtectedPlaces.NONE);
        return new JdbcRun(
                flow,
                source,
                new JdbcDatabase(
                        plan,
                        client,
                        new JdbcDrivers(List.of(drivers)),
                        new PlanSecrets(reference -> List.of("secret")),
                        HostGuard.everywhere()),
                documents,
                new RecordDocuments(flow, new MessageIds(clock), redaction),
                clock,
                documents
                        .place("till", "sales")
                        .map(place -> JdbcPlace.parse(place.state(), 2))
                        .orElse(JdbcPlace.START),
                lease());
    }

    private JdbcRun run() throws Exception {
        return run(pos(), Till.source(Till.SALES, JdbcSource.Type.INSTANT, 3), false);
    }

    private JdbcClientPlan pos() {
        return Till.client(till.getURL() + "&user=postgres", null);
    }

    private Lease lease() {
        sql.update("update lease set expires_at = clock_timestamp()");
        return leases.acquire("poll:till.sales", Duration.ofMinutes(5)).orElseThrow();
    }

    private void tables(JdbcTemplate at, String time) {
        at.execute("create table sales (id int primary key, updated_at " + time
                + ", total numeric(12, 2), rate real, paid boolean, note varchar(40), photo "
                + (at == tillSql ? "bytea" : "varbinary(10)") + ", sold_on date)");
        at.execute("create table sale_lines (sale_id int, line_no int, sku varchar(20), qty numeric(9, 3))");
    }

    private void sale(JdbcTemplate at, int id, String time) {
        at.update("insert into sales (id, updated_at, total) values (" + id + ", '" + time + "', 19.90)");
        at.update("insert into sale_lines values (" + id + ", 1, 'A', 1.500), (" + id + ", 2, 'B', 2)");
    }

    private List<String> stored() {
        return StoredBodies.all(JdbcClient.create(database)).stream()
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> keys() {
        return sql.queryForList("select business_key from message order by business_key::int", String.class);
    }

    @Test
    void rowsBecomeExactDocumentsWithTheirChildren() throws Exception {
        tables(tillSql, "timestamptz");
        tillSql.update(
                "insert into sales values (1, '2026-05-02 10:00:00.123456+02', 19.90, 0.1, true, 'a''b', '\\x00ff', '2026-05-01')");
        tillSql.update("insert into sale_lines values (1, 2, 'B', 2), (1, 1, 'A', 1.500)");
        assertThat(run().step()).isEqualTo(new PullRun.Finished(1, true));
        assertThat(stored()).hasSize(1);
        assertThat(stored().get(0)).isEqualTo("""
                {"id":1,"updated_at":"2026-05-02T08:00:00.123456Z","total":19.90,"rate":0.1,"paid":true,"note":"a'b",\
                "photo":"AP8=","sold_on":"2026-05-01","lines":[{"sale_id":1,"line_no":1,"sku":"A","qty":1.500},\
                {"sale_id":1,"line_no":2,"sku":"B","qty":2.000}]}""");
    }

    @Test
    void aDatabaseOnACloudsMetadataAddressIsNotConnectedTo() throws Exception {
        JdbcClientPlan client = Till.client("jdbc:postgresql://8.8.8.8:5432,169.254.169.254:80/till", null);
        assertThat(run(client, Till.source(Till.SALES, JdbcSource.Type.INSTANT, 3), false)
                        .step())
                .isInstanceOfSatisfying(PullRun.Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo("address_refused");
                    assertThat(failed.detail()).contains("169.254.169.254", "never called");
                });
    }

    @Test
    void equalTimesAreCutAnywhereAndNothingIsLostOrDoubled() throws Exception {
        tables(tillSql, "timestamptz");
        for (int id = 1; id <= 7; id++) {
            sale(tillSql, id, "2026-05-02T11:00:00Z");
        }
        JdbcRun first = run();
        assertThat(first.step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(keys()).containsExactly("1", "2", "3");
        // The node dies here, and another goes on
        JdbcRun second = run();
        assertThat(second.step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(keys()).as("read again, recognised").containsExactly("1", "2", "3");
        assertThat(second.step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(second.step()).isEqualTo(new PullRun.Finished(4, true));
        assertThat(run().step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(keys()).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(first.step())
                .as("the first node lost its lease")
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("lease_lost"));
    }

    @Test
    void aRowThatIsCommittedLateOrComesFromTheFutureIsReadInItsTime() throws Exception {
        tables(tillSql, "timestamptz");
        sale(tillSql, 1, "2026-05-02T11:59:00Z");
        sale(tillSql, 2, "2026-05-02T11:59:58Z");
        sale(tillSql, 3, "2026-05-02T12:00:20Z");
        assertThat(run().step()).as("held back").isEqualTo(new PullRun.Finished(1, true));
        sale(tillSql, 4, "2026-05-02T11:50:00Z");
        clock.advance(Duration.ofSeconds(20));
        assertThat(run().step()).isEqualTo(new PullRun.Continue(Duration.ZERO));
        assertThat(keys()).containsExactly("1", "2", "4");
        clock.advance(Duration.ofSeconds(20));
        JdbcRun last = run();
        last.step();
        assertThat(last.step()).isEqualTo(new PullRun.Finished(1, true));
        assertThat(keys()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void theHourThatComesTwiceLosesNothing() throws Exception {
        tables(tillSql, "timestamp");
        JdbcSource source = Till.source(Till.SALES, JdbcSource.Type.LOCAL_DATETIME, 100);
        clock.set(Instant.parse("2026-10-25T00:59:30Z"));
        sale(tillSql, 1, "2026-10-25 02:59:00");
        run(pos(), source, true).step();
        // 02:00 again; the place says 02:59
        clock.set(Instant.parse("2026-10-25T01:10:30Z"));
        sale(tillSql, 2, "2026-10-25 02:10:00");
        run(pos(), source, true).step();
        assertThat(keys()).containsExactly("1", "2");
        clock.set(Instant.parse("2026-10-25T02:05:00Z"));
        sale(tillSql, 3, "2026-10-25 02:58:00");
        run(pos(), source, true).step();
        assertThat(keys()).containsExactly("1", "2", "3");
    }

    @Test
    void whatTheDatabaseRefusesIsToldWithoutARowsValue() throws Exception {
        tables(tillSql, "timestamptz");
        sale(tillSql, 1, "2026-05-02T11:00:00Z");
        fails("select * from nowhere where :cursor_updated_at < now() and :cursor_id < :batch", "wrong_sql", "nowhere");
        fails(
                "select 'secret'::int where :cursor_updated_at < :until and :cursor_id < :batch",
                "query_failed",
                "22P02");
        fails(Till.SALES.replace("s.*", "s.*, pg_sleep(5)"), "query_timeout", "timeout");
        fails(Till.SALES.replace("order by s.updated_at", "order by -s.id"), "", "");
        sale(tillSql, 2, "2026-05-02T11:00:01Z");
        fails(Till.SALES.replace("order by s.updated_at, s.id", "order by s.id desc"), "rows_not_sorted", "order by");
        fails(Till.SALES.replace("s.*", "s.*, s.id as id"), "column_twice", "'id'");
        fails(Till.SALES.replace("s.*", "s.id"), "column_missing", "updated_at");
        fails(
                "delete from sales where :cursor_updated_at < :until and :cursor_id < :batch returning *",
                "wrong_sql",
                "read-only");
        assertThat(tillSql.queryForObject("select count(*) from sales", Integer.class))
                .isEqualTo(2);
    }

    private void fails(String query, String code, String detail) throws Exception {
        PullRun.Outcome outcome =
                run(pos(), Till.source(query, JdbcSource.Type.INSTANT, 3), true).step();
        if (code.isEmpty()) {
            assertThat(outcome).isInstanceOf(PullRun.Finished.class);
            return;
        }
        assertThat(outcome).isInstanceOfSatisfying(PullRun.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.detail()).contains(detail).doesNotContain("secret", "19.90");
        });
    }

    @Test
    void aDatabaseThatIsAwayIsReadFromThePlaceWhenItIsBack() throws Exception {
        tables(tillSql, "timestamptz");
        for (int id = 1; id <= 4; id++) {
            sale(tillSql, id, "2026-05-02T11:00:0" + id + "Z");
        }
        JdbcRun run = run();
        run.step();
        String name = tillSql.queryForObject("select current_database()", String.class);
        sql.execute("alter database " + name + " allow_connections false");
        assertThat(run.step()).isInstanceOf(PullRun.Failed.class);
        sql.execute("alter database " + name + " allow_connections true");
        JdbcRun next = run();
        next.step();
        next.step();
        assertThat(keys()).containsExactly("1", "2", "3", "4");
        assertThat(run(
                                Till.client("jdbc:postgresql://localhost:1/x", "a"),
                                Till.source(Till.SALES, JdbcSource.Type.INSTANT, 3),
                                true)
                        .step())
                .isInstanceOfSatisfying(
                        PullRun.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("source_away"));
    }

    @Test
    void aDriverComesFromTheFolderAndItsColumnsInUpperCaseAreOurs() throws Exception {
        Path jar = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(jar, drivers.resolve("h2.jar"));
        String url = "jdbc:h2:file:" + drivers.resolve("till") + ";AUTO_SERVER=TRUE";
        JdbcTemplate h2 = new JdbcTemplate(new DriverManagerDataSource(url, "sa", "secret"));
        tables(h2, "timestamp(9)");
        sale(h2, 1, "2026-05-02 11:00:00");
        try (var session = new JdbcDrivers(List.of(drivers)).connect(url, login())) {
            assertThat(session.getClass().getClassLoader())
                    .isNotEqualTo(getClass().getClassLoader());
        }
        JdbcClientPlan client = Till.client(url, "sa");
        assertThat(run(client, Till.source(Till.SALES, JdbcSource.Type.LOCAL_DATETIME, 3), false)
                        .step())
                .isEqualTo(new PullRun.Finished(1, true));
        assertThat(stored().get(0))
                .startsWith("{\"id\":1,\"updated_at\":\"2026-05-02T11:00:00\",\"total\":19.90")
                .contains("\"lines\":[{\"sale_id\":1,");
    }

    private static Properties login() {
        Properties login = new Properties();
        login.setProperty("user", "sa");
        login.setProperty("password", "secret");
        return login;
    }

    @Test
    void aUrlWithoutADriverSaysWhereDriversBelong() throws Exception {
        assertThat(run(
                                Till.client("jdbc:firebirdsql://till/pos", "a"),
                                Till.source(Till.SALES, JdbcSource.Type.INSTANT, 3),
                                true)
                        .step())
                .isInstanceOfSatisfying(PullRun.Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo("driver_missing");
                    assertThat(failed.detail()).contains("jdbc:firebirdsql:", drivers.toString());
                });
    }
}
