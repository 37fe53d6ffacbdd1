package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.platform.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases, brokers and topics: every key has its default or reaches the plan, and every mistake its problem. */
class MessagingKeysTest {

    private static final String LEAST = """
            clients:
              db: {kind: jdbc, url: "jdbc:h2:mem:pos"}
              mq: {kind: jms, url: "tcp://mq:61616"}
              bus: {kind: kafka, bootstrap: "kafka:9092"}
            inbound:
              rows:
                emits: sale
                mapping: acme.sale
                key: {columns: [id]}
                source:
                  kind: jdbc-in
                  client: db
                  every: PT20S
                  sql: select * from t where id > :cursor_id order by id fetch first :batch rows only
                  cursor: {fields: [{column: id, type: int}]}
              queue:
                emits: sale
                mapping: acme.sale
                key: {pointer: /id}
                source: {kind: jms-in, client: mq, queue: WMS.OUT}
              records:
                emits: sale
                mapping: acme.sale
                key: {pointer: /id}
                source: {kind: kafka-in, client: bus, topic: moves, group: tillbridge}
            outbound:
              message:
                accepts: availability
                mapping: acme.stock
                key: {fields: [sku, location]}
                send: {client: mq, queue: WMS.IN}
                idempotency: {header: _AMQ_DUPL_ID, key: {uuid5: [batch.id]}}
              record:
                accepts: availability
                mapping: acme.stock
                key: {fields: [sku, location]}
                send: {client: bus, topic: stock, cloudevents: {}}
                idempotency: {key: {uuid5: [batch.id]}}
            """;

    private static final String MOST = """
            spec: {user: {}, password: {type: secret}}
            clients:
              db: {kind: jdbc, url: "jdbc:postgresql://pos/pos", user: $(settings.user), password: $(secrets.password),
                readOnly: false, timeout: PT5S, properties: {ssl: "true"}}
              mq: {kind: jms, url: "tcp://mq:61616", user: $(settings.user), password: $(secrets.password),
                transacted: true, timeout: PT5S, budget: {kind: fixed, rate: 10/s}}
              bus: {kind: kafka, bootstrap: "kafka:9092", isolation: read_uncommitted, tls: true,
                mechanism: scram-sha-512, user: $(settings.user), password: $(secrets.password), timeout: PT5S,
                properties: {ssl.truststore.password: $(secrets.password)}, budget: {kind: fixed, rate: 10/s}}
            inbound:
              rows:
                emits: sale
                mapping: acme.sale
                key: {columns: [id, till]}
                receipt: {key: {columns: [id, updated_at]}}
                source:
                  kind: jdbc-in
                  client: db
                  every: PT20S
                  batch: "50"
                  sqlFile: sql/sales.sql
                  cursor: {start: $(connection.startAt), lookback: PT10M, holdBack: PT5S, fields: [
                    {column: UPDATED_AT, type: local_datetime, zone: $(connection.timezone)}, {column: id, type: string}]}
                  children:
                    lines: {sql: "select * from lines where sale in (:ids)", ids: ID, fk: Sale}
              topic:
                emits: sale
                mapping: acme.sale
                key: {pointer: /id}
                source: {kind: jms-in, client: mq, topic: WMS.NEWS, subscription: tillbridge, selector: "kind = 'a'",
                  format: {kind: json}, maxBytes: 1MB}
              records:
                emits: sale
                mapping: acme.sale
                key: {pointer: /id}
                source: {kind: kafka-in, client: bus, topic: moves, group: "tillbridge-$(connection.id)", start: latest,
                  every: PT5S, batch: "50", format: {kind: json}}
            outbound:
              message:
                accepts: availability
                mapping: acme.stock
                key: {fields: [sku, location]}
                send: {client: mq, topic: STOCK, format: {kind: json}, cloudevents: {source: /hub, subject: $(canonical.sku)},
                  headers: {MsgType: STOCK, JMSCorrelationID: $(canonical.sku)}}
                idempotency: {header: _AMQ_DUPL_ID, key: {uuid5: [batch.id]}}
              record:
                accepts: availability
                mapping: acme.stock
                key: {fields: [sku, location]}
                send: {client: bus, topic: stock, key: $(canonical.sku), headers: {kind: stock},
                  cloudevents: {type: com.acme.stock, time: $(canonical.at)}}
                idempotency: {header: id, key: {uuid5: [batch.id]}}
            """;

    @TempDir
    private Path folder;

    private ConnectionPlan plan(String connector) {
        ConnectorCatalog.Loaded loaded = new TestHome(folder)
                .connector("acme", connector)
                .put("config/connectors/acme/sql/sales.sql", """
                        select * from sales where (updated_at, id) > (:cursor_updated_at, :cursor_id)
                           and updated_at < :until order by updated_at, id limit :batch
                        """)
                .connection("shop", "acme", """
                        startAt: "2026-01-01T00:00:00Z"
                        %s
                        """.formatted(
                                connector.equals(MOST)
                                        ? "settings: {user: tills}\nsecrets: {password: {kind: env, name: PASSWORD}}"
                                        : ""))
                .load();
        assertThat(loaded.problems()).isEmpty();
        return TestHome.get(loaded.plans(), "shop");
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        ConnectionPlan plan = plan(LEAST);
        assertThat(plan.clients())
                .containsEntry(
                        "db",
                        new JdbcClientPlan(
                                "db", "jdbc:h2:mem:pos", new Auth.None(), true, Map.of(), Duration.ofSeconds(30)))
                .containsEntry(
                        "mq", new JmsClientPlan("mq", "tcp://mq:61616", new Auth.None(), null, Duration.ofSeconds(10)))
                .containsEntry(
                        "bus",
                        new KafkaClientPlan(
                                "bus",
                                "kafka:9092",
                                true,
                                false,
                                "PLAIN",
                                new Auth.None(),
                                Map.of(),
                                null,
                                Duration.ofSeconds(15)));
        assertThat(source(plan, "rows", JdbcSource.class)).satisfies(rows -> {
            assertThat(rows.batch()).isEqualTo(500);
            assertThat(rows.children()).isEmpty();
            assertThat(rows.cursor())
                    .isEqualTo(new JdbcSource.Cursor(
                            List.of(new JdbcSource.Field("id", JdbcSource.Type.INT, null)),
                            "epoch",
                            Duration.ZERO,
                            Duration.ZERO));
        });
        assertThat(source(plan, "queue", JmsSource.class))
                .isEqualTo(new JmsSource("mq", "WMS.OUT", null, null, new Format.Json(), 10 * 1024 * 1024));
        assertThat(source(plan, "records", KafkaSource.class))
                .isEqualTo(new KafkaSource(
                        "bus",
                        "moves",
                        "tillbridge",
                        false,
                        new Schedule.Every(Duration.ofSeconds(1)),
                        500,
                        new Format.Json()));
        assertThat(call(plan, "message")).isEqualTo(new JmsSend("queue:WMS.IN", Map.of(), new Format.Json()));
        assertThat(call(plan, "record"))
                .isEqualTo(new KafkaSend(
                        "stock",
                        Template.parse("$(canonical.sku)/$(canonical.location)"),
                        templates(Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "$(idempotency.key)",
                                "ce_source", "/tillbridge/shop",
                                "ce_type", "io.tillbridge.availability",
                                "ce_partitionkey", "$(canonical.sku)/$(canonical.location)",
                                "content-type", "application/json")),
                        new Format.Json()));
    }

    @Test
    void whatIsWrittenReachesThePlan() {
        ConnectionPlan plan = plan(MOST);
        Auth.Basic login = new Auth.Basic(Template.parse("tills"), Template.parse("$(secrets.password)"));
        Budget budget = Budget.fixed(10, Duration.ofSeconds(1), 0);
        Duration five = Duration.ofSeconds(5);
        assertThat(plan.clients())
                .containsEntry(
                        "db",
                        new JdbcClientPlan(
                                "db",
                                "jdbc:postgresql://pos/pos",
                                login,
                                false,
                                templates(Map.of("ssl", "true")),
                                five))
                .containsEntry("mq", new JmsClientPlan("mq", "tcp://mq:61616", login, budget, five))
                .containsEntry(
                        "bus",
                        new KafkaClientPlan(
                                "bus",
                                "kafka:9092",
                                false,
                                true,
                                "SCRAM-SHA-512",
                                login,
                                templates(Map.of("ssl.truststore.password", "$(secrets.password)")),
                                budget,
                                five));
        JdbcSource rows = source(plan, "rows", JdbcSource.class);
        assertThat(rows.batch()).isEqualTo(50);
        assertThat(rows.sql().parameters()).containsExactly("cursor_updated_at", "cursor_id", "until", "batch");
        assertThat(rows.cursor())
                .isEqualTo(new JdbcSource.Cursor(
                        List.of(
                                new JdbcSource.Field("updated_at", JdbcSource.Type.LOCAL_DATETIME, ZoneId.of("UTC")),
                                new JdbcSource.Field("id", JdbcSource.Type.STRING, null)),
                        "2026-01-01T00:00",
                        Duration.ofMinutes(10),
                        five));
        assertThat(TestHome.get(rows.children(), "lines"))
                .isEqualTo(
                        new JdbcSource.Child(NamedSql.parse("select * from lines where sale in (:ids)"), "id", "sale"));
        assertThat(TestHome.get(plan.inbound(), "rows").key())
                .isEqualTo(new KeyRule.Pointers(List.of(JsonPointer.compile("/id"), JsonPointer.compile("/till"))));
        assertThat(source(plan, "topic", JmsSource.class))
                .isEqualTo(new JmsSource("mq", "WMS.NEWS", "tillbridge", "kind = 'a'", new Format.Json(), 1024 * 1024));
        assertThat(source(plan, "records", KafkaSource.class))
                .isEqualTo(new KafkaSource(
                        "bus", "moves", "tillbridge-shop", true, new Schedule.Every(five), 50, new Format.Json()));
        assertThat(call(plan, "message"))
                .isEqualTo(new JmsSend(
                        "topic:STOCK",
                        templates(Map.of(
                                "MsgType", "STOCK",
                                "JMSCorrelationID", "$(canonical.sku)",
                                "cloudEvents_specversion", "1.0",
                                "cloudEvents_id", "$(idempotency.key)",
                                "cloudEvents_source", "/hub",
                                "cloudEvents_type", "io.tillbridge.availability",
                                "cloudEvents_subject", "$(canonical.sku)",
                                "cloudEvents_datacontenttype", "application/json")),
                        new Format.Json()));
        KafkaSend record = (KafkaSend) call(plan, "record");
        assertThat(record.key()).isEqualTo(Template.parse("$(canonical.sku)"));
        assertThat(record.headers())
                .containsEntry("kind", Template.parse("stock"))
                .containsEntry("ce_type", Template.parse("com.acme.stock"))
                .containsEntry("ce_time", Template.parse("$(canonical.at)"));
    }

    @Test
    void aMistakeIsToldWithItsPlace() {
        Map<String, String> mistakes = Map.ofEntries(
                Map.entry("s|url: \"jdbc:h2:mem:pos\"|url: h2|", "wrong_type clients.db.url"),
                Map.entry("s|tcp://mq|http://mq|", "wrong_type clients.mq.url"),
                Map.entry("s|:61616\"}|:61616\", transacted: \"false\"}|", "wrong_word clients.mq.transacted"),
                Map.entry("s|:61616\"}|:61616\", user: a, password: b}|", "secret_written_out clients.mq.password"),
                Map.entry("s|:9092\"}|:9092\", properties: {acks: \"0\"}}|", "too_many clients.bus.properties.acks"),
                Map.entry("s|client: db|client: mq|", "wrong_client inbound.rows.source.client"),
                Map.entry(
                        "s|client: mq, queue: WMS.OUT|client: db, queue: Q|",
                        "wrong_client inbound.queue.source.client"),
                Map.entry(
                        "s|client: bus, topic: moves|client: mq, topic: t|",
                        "wrong_client inbound.records.source.client"),
                Map.entry(
                        "s|client: bus, topic: stock|client: db, topic: t|",
                        "wrong_client outbound.record.send.client"),
                Map.entry("s|topic: stock|queue: stock|", "wrong_word outbound.record.send.queue"),
                Map.entry("s|every: PT20S|every: PT0S|", "wrong_type inbound.rows.source.every"),
                Map.entry("s|:cursor_id |:cursor_di and :cursor_id > 0 |", "undefined inbound.rows.source.sql"),
                Map.entry("s|fetch first :batch rows only||", "parameter_not_used inbound.rows.source.sql"),
                Map.entry("s|order by id|and a = '?|", "wrong_sql inbound.rows.source.sql"),
                Map.entry("s|sql: select.*only|sqlFile: no.sql|", "undefined inbound.rows.source.sqlFile"),
                Map.entry("s|type: int|type: date|", "missing_key inbound.rows.source.cursor.fields[0].zone"),
                Map.entry("s|fields: \\[|lookback: PT1M, fields: [|", "wrong_type inbound.rows.source.cursor.lookback"),
                Map.entry("s|queue: WMS.OUT|topic: WMS.OUT|", "missing_key inbound.queue.source.subscription"),
                Map.entry(
                        "s|queue: WMS.IN|queue: Q, headers: {a-b: c}|", "wrong_name outbound.message.send.headers.a-b"),
                Map.entry(
                        "s|cloudevents: \\{}|cloudevents: {id: a}|", "wrong_name outbound.record.send.cloudevents.id"),
                Map.entry("s|header: _AMQ_DUPL_ID, ||", "idempotency_not_sent outbound.message.idempotency"));
        mistakes.forEach((mistake, expected) -> {
            String[] parts = mistake.split("\\|", -1);
            String text = LEAST.replaceFirst(parts[1], parts[2].replace("$", "\\$"));
            assertThat(text).as(mistake).isNotEqualTo(LEAST);
            List<String> problems = new TestHome(folder)
                    .connector("acme", text).load().problems().stream()
                            .map(MessagingKeysTest::shown)
                            .toList();
            assertThat(problems).as(mistake).contains(expected);
        });
    }

    private static String shown(Problem problem) {
        return problem.rule() + " " + problem.field();
    }

    private static <T extends Source> T source(ConnectionPlan plan, String flow, Class<T> type) {
        return type.cast(TestHome.get(plan.inbound(), flow).source());
    }

    private static OutboundCall call(ConnectionPlan plan, String flow) {
        return TestHome.get(plan.outbound(), flow).call();
    }

    private static Map<String, Template> templates(Map<String, String> texts) {
        Map<String, Template> templates = new HashMap<>();
        texts.forEach((name, text) -> templates.put(name, Template.parse(text)));
        return templates;
    }
}
