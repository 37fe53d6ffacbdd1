package io.tillbridge.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.SourcesSeen;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class SourceDriftIT {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database);
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SourceDrift node = node();
    private int messages;

    private static void asEver(ObjectNode order) {
        // What the sample has
    }

    private SourceDrift node() {
        return new SourceDrift(new ShapeRecord(sql, new DataSourceTransactionManager(database), clock), metrics, clock);
    }

    /** An order of the shipped sample, changed. */
    private SourcesSeen.Source order(Consumer<ObjectNode> change, boolean dead) {
        try {
            ObjectNode order = (ObjectNode)
                    ExactJson.parse(Files.readAllBytes(Path.of("mappings/shopify/order/samples/two-lines/in.json")));
            order.put("id", ++messages);
            change.accept(order);
            return new SourcesSeen.Source("acme-us", "shopify.order", new UUID(0, messages), order, dead);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void send(int count, Consumer<ObjectNode> change) {
        for (int i = 0; i < count; i++) {
            node.see(new SourcesSeen(List.of(order(change, false))));
            clock.advance(Duration.ofMillis(250));
            if (i % 40 == 39) {
                node.write();
            }
        }
        node.write();
    }

    private List<String> noticed() {
        return sql.sql(
                        "select kind || ' ' || path || ' ' || before || '>' || after || ' ' || right(message_id::text, 4)"
                                + " from source_drift order by drift_id")
                .query(String.class)
                .list();
    }

    @Test
    void anUnchangedStreamIsNoNews() {
        send(150, SourceDriftIT::asEver);
        send(150, order -> order.putNull("phone"));

        assertThat(noticed()).isEmpty();
        assertThat(sql.sql("select documents from source_stream")
                        .query(Long.class)
                        .single())
                .isEqualTo(300);
    }

    @Test
    void aNewFieldIsNoticedOnceWithItsFirstMessage() {
        send(120, SourceDriftIT::asEver);
        send(30, order -> order.putObject("gift").put("text", "hi").put("from", "Ana"));

        assertThat(noticed()).containsExactly("new_field /gift >object 0079");
        assertThat(metrics.counter("tillbridge.source.drifts", "kind", "new_field")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aNumberWhereTextWasIsNoticedOnceInEveryLine() {
        send(120, SourceDriftIT::asEver);
        send(30, order -> order.path("line_items").forEach(line -> ((ObjectNode) line).put("price", 199)));

        assertThat(noticed()).containsExactly("changed_type /line_items/*/price text>number 0079");
    }

    @Test
    void aFieldThatIsGoneFromAHundredDocumentsIsNoticedOnceWithTheLastThatHadIt() {
        send(120, SourceDriftIT::asEver);
        Consumer<ObjectNode> without = order -> {
            order.remove("email");
            order.remove("total_price_set");
        };
        send(80, without);
        assertThat(noticed()).isEmpty();
        send(150, without);

        assertThat(noticed())
                .containsExactlyInAnyOrder(
                        "vanished_field /email text> 0078", "vanished_field /total_price_set object> 0078");
    }

    private void look() {
        sql.sql("update source_drift set seen_by = 'ana', seen_at = ? where seen_at is null")
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** Path, how often, and whether it is back. */
    private List<String> told() {
        return sql.sql("select path || ' x' || times || case when returned_at is null then '' else ' back '"
                        + " || right(returned_message::text, 4) end || case when seen_at is null then '' else ' seen' end"
                        + " from source_drift order by drift_id")
                .query(String.class)
                .list();
    }

    private void without(int count) {
        send(count, order -> order.remove("email"));
    }

    @Test
    void aVanishedFieldThatReturnsIsShownAsReturnedAndToldAnewAfterSomebodyLooked() {
        send(120, SourceDriftIT::asEver);
        without(140);
        assertThat(told()).containsExactly("/email x1");
        look();

        send(20, SourceDriftIT::asEver);
        assertThat(told()).containsExactly("/email x1 back 0105 seen");
        without(160);

        assertThat(told()).containsExactly("/email x1 back 0105 seen", "/email x1");
        assertThat(metrics.counter("tillbridge.source.drifts", "kind", "vanished_field")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whatVanishesAgainBeforeSomebodyLookedCountsOnItsRow() {
        send(120, SourceDriftIT::asEver);
        without(140);
        send(20, SourceDriftIT::asEver);
        without(160);

        assertThat(told()).containsExactly("/email x2");
        assertThat(metrics.counter("tillbridge.source.drifts", "kind", "vanished_field")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aTypeThatFlipsAgainIsToldAnewAfterSomebodyLooked() {
        Consumer<ObjectNode> number = order -> order.put("email", 1);
        send(120, SourceDriftIT::asEver);
        send(120, number);
        assertThat(noticed()).containsExactly("changed_type /email text>number 0079");
        look();
        send(120, SourceDriftIT::asEver);
        send(120, number);
        assertThat(noticed())
                .containsExactly(
                        "changed_type /email text>number 0079",
                        "changed_type /email number>text 00f1",
                        "changed_type /email text>number 0169");

        send(120, SourceDriftIT::asEver);
        send(120, number);

        assertThat(told()).containsExactly("/email x1 seen", "/email x2", "/email x2");
    }

    @Test
    void typesThatAreMixedAreNoNewsEachTime() {
        send(120, SourceDriftIT::asEver);
        send(300, order -> {
            if (messages % 7 == 0) {
                order.put("email", 1);
            }
        });
        look();
        send(300, order -> {
            if (messages % 7 == 0) {
                order.put("email", 1);
            }
        });

        assertThat(told()).containsExactly("/email x1 seen");
    }

    @Test
    void theListIsBoundedAndWhatWasLookedAtLongAgoIsForgotten() {
        send(120, SourceDriftIT::asEver);
        sql.sql("""
                insert into source_drift (connection, subject, kind, path, before, after, noticed_at, seen_by, seen_at)
                select 'acme-us', 'shopify.order', 'new_field', '/old' || n, '', 'text', ?::timestamptz, 'ana',
                       case when n % 2 = 0 then ?::timestamptz - case when n <= 10 then interval '91 days'
                                                                      else interval '1 day' end end
                  from generate_series(1, 900) n""")
                .params(Timestamp.from(clock.instant()), Timestamp.from(clock.instant()))
                .update();

        send(1, order -> order.put("gift", true));

        assertThat(sql.sql("select count(*) from source_drift")
                        .query(Long.class)
                        .single())
                .isEqualTo(500);
        assertThat(sql.sql("select count(*) from source_drift where seen_at is null")
                        .query(Long.class)
                        .single())
                .as("what nobody looked at stays first")
                .isEqualTo(451);
        assertThat(noticed()).last().asString().startsWith("new_field /gift");
    }

    @Test
    void whatComesWhileTheShapeIsLearntIsPartOfIt() {
        send(50, SourceDriftIT::asEver);
        send(60, order -> order.put("gift", true));
        send(150, SourceDriftIT::asEver);

        assertThat(noticed()).isEmpty();
    }

    @Test
    void keysThatAreDataAreOneField() {
        Consumer<ObjectNode> keyed = order -> {
            ObjectNode stock = order.putObject("stock_by_name");
            for (int i = 0; i < 5; i++) {
                stock.put("shelf-" + (messages * 5 + i) + "x", i);
                order.withObject("/by_id").put(String.valueOf(messages * 1000 + i), i);
            }
        };
        send(400, keyed);

        assertThat(noticed()).isEmpty();
        assertThat(sql.sql("select count(*) from source_shape where path like '/stock_by_name/%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(sql.sql("select path from source_shape where path like '/by_id/%'")
                        .query(String.class)
                        .list())
                .containsExactly("/by_id/*");
    }

    @Test
    void aBusyStreamIsSampledAndItsDeadLettersAreNot() {
        send(120, SourceDriftIT::asEver);
        for (int i = 0; i < 200; i++) {
            node.see(new SourcesSeen(List.of(order(SourceDriftIT::asEver, false))));
        }
        node.see(new SourcesSeen(List.of(order(order -> order.put("odd", 1), true))));
        node.write();

        assertThat(sql.sql("select documents from source_stream")
                        .query(Long.class)
                        .single())
                .isBetween(130L, 133L);
        assertThat(noticed()).singleElement().asString().startsWith("new_field /odd >number");
    }

    @Test
    void twoNodesNoticeAChangeOnce() {
        send(120, SourceDriftIT::asEver);
        SourceDrift other = node();
        Consumer<ObjectNode> changed = order -> order.put("gift", true);
        node.see(new SourcesSeen(List.of(order(changed, false))));
        other.see(new SourcesSeen(List.of(order(changed, false))));
        node.write();
        other.write();

        assertThat(noticed()).containsExactly("new_field /gift >bool 0079");
    }

    @Test
    void whatCannotBeStoredOrIsEndlessDisturbsNothing() {
        send(100, SourceDriftIT::asEver);
        Consumer<ObjectNode> odd = order -> {
            order.put("a\u0000b", 1);
            ArrayNode many = order.putArray("many");
            for (int i = 0; i < 3_000; i++) {
                many.addObject().put("name" + i % 150, i);
            }
        };
        send(3, odd);

        assertThat(noticed()).containsExactlyInAnyOrder("new_field /* >number 0065", "new_field /many >array 0065");
    }
}
