package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.JdbcSource;
import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.KafkaSource;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Schedule;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.TestDatabase;
import io.tillbridge.support.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database and a topic as flows of a running intake: read on their schedule, on by the next generation. */
class PulledSystemsIT {

    @TempDir
    private Path directory;

    private static List<String> keys(IntakeBed bed) {
        return new JdbcTemplate(bed.bean(DataSource.class))
                .queryForList("select business_key from message order by business_key", String.class);
    }

    @Test
    void aTopicIsReadOnByTheNextGeneration() throws Exception {
        String topic = TestKafka.topic(2);
        InboundFlow flow = new InboundFlow(
                "moves",
                new KafkaSource(
                        "bus",
                        topic,
                        "tillbridge",
                        false,
                        new Schedule.Every(Duration.ofMillis(200)),
                        10,
                        new Format.Json()),
                null,
                new KeyRule.Pointers(List.of(JsonPointer.compile("/sku"))),
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.SALE, "till.sale", null, null))),
                Map.of(),
                null,
                Set.of(),
                null);
        ConnectionPlan connection = Systems.connection(
                new KafkaClientPlan(
                        "bus",
                        TestKafka.bootstrap(),
                        true,
                        false,
                        "PLAIN",
                        new Auth.None(),
                        Map.of(),
                        null,
                        Duration.ofSeconds(5)),
                flow);
        Plans plans = new Plans();
        plans.put(connection);
        TestKafka.send(topic, 0, "k", "{\"sku\":\"a\"}");
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0)) {
            Eventually.holds(() -> assertThat(keys(bed)).containsExactly("a"));
            plans.put(connection);
            bed.bean(FlowRoutes.class).refresh();
            assertThat(bed.bean(FlowRoutes.class).states()).containsOnlyKeys("till.moves.g2");
            TestKafka.send(topic, 1, "k", "{\"sku\":\"b\"}");
            Eventually.holds(() -> assertThat(keys(bed)).containsExactly("a", "b"));
        }
    }

    @Test
    void aDatabaseIsReadAgainAndAgain() throws Exception {
        PGSimpleDataSource till = (PGSimpleDataSource) TestDatabase.empty();
        JdbcTemplate sql = new JdbcTemplate(till);
        sql.execute("create table sales (id int primary key, updated_at timestamptz)");
        sql.execute("create table sale_lines (sale_id int, line_no int)");
        sql.update("insert into sales values (1, now() - interval '1 minute')");
        Plans plans = new Plans();
        plans.put(Systems.connection(
                Till.client(till.getURL() + "&user=postgres", null),
                Till.flow(Till.source(Till.SALES, JdbcSource.Type.INSTANT, 10), true)));
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0)) {
            Eventually.holds(() -> assertThat(keys(bed)).containsExactly("1"));
            sql.update("insert into sales values (2, now() - interval '1 minute')");
            Eventually.holds(() -> assertThat(keys(bed)).containsExactly("1", "2"));
        }
    }
}
