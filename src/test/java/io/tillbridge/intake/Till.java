package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.JdbcClientPlan;
import io.tillbridge.connector.JdbcSource;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.NamedSql;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.connector.Schedule;
import io.tillbridge.connector.Template;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A legacy till's database as a connector would describe it: sales with their lines, by time and number. */
final class Till {

    static final String SALES = """
            select s.* from sales s where (s.updated_at, s.id) > (:cursor_updated_at, :cursor_id) and s.updated_at < :until
             order by s.updated_at, s.id fetch first :batch rows only
            """;

    private Till() {}

    static JdbcClientPlan client(String url, @Nullable String user) {
        return new JdbcClientPlan(
                "db",
                url,
                user == null
                        ? new Auth.None()
                        : new Auth.Basic(Template.parse(user), Template.parse("$(secrets.password)")),
                true,
                Map.of(),
                Duration.ofSeconds(2));
    }

    static JdbcSource source(String sql, JdbcSource.Type type, int batch) {
        return new JdbcSource(
                "db",
                new Schedule.Every(Duration.ofSeconds(1)),
                NamedSql.parse(sql),
                new JdbcSource.Cursor(
                        List.of(
                                new JdbcSource.Field("updated_at", type, ZoneId.of("Europe/Berlin")),
                                new JdbcSource.Field("id", JdbcSource.Type.INT, null)),
                        "epoch",
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5)),
                batch,
                Map.of(
                        "lines",
                        new JdbcSource.Child(
                                NamedSql.parse("select * from sale_lines where sale_id in (:ids) order by line_no"),
                                "id",
                                "sale_id")));
    }

    /** The flow; without a receipt key, what a run reads again is recognised by its content. */
    static InboundFlow flow(JdbcSource source, boolean receipt) {
        return new InboundFlow(
                "sales",
                source,
                receipt ? new ReceiptRule(columns("/id", "/updated_at"), Duration.ofDays(30), null) : null,
                columns("/id"),
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.SALE, "till.sale", null, null))),
                Map.of(),
                null,
                Set.of(),
                null);
    }

    static ConnectionPlan connection(JdbcClientPlan client, InboundFlow flow) {
        return Systems.connection(client, flow);
    }

    private static KeyRule columns(String... columns) {
        return new KeyRule.Pointers(
                List.of(columns).stream().map(JsonPointer::compile).toList());
    }
}
