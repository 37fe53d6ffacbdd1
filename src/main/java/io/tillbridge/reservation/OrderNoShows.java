package io.tillbridge.reservation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskWanted;
import io.tillbridge.tasks.Tasks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goods of orders that nobody fetched since the promised time, or since the customer was told that they are ready where that
 * is later or nothing was promised: the customer is reminded, then people cancel the order where it was sold and put the
 * goods back. The claim stays until the order's source says so, because an order is what its source says.
 *
 * <p>What a crash leaves: claims that are marked with their notices and tasks, or neither. A claim is marked once for each
 * promised time and each time that it is told to be ready.
 */
@Component
final class OrderNoShows {

    private static final Logger LOG = LoggerFactory.getLogger(OrderNoShows.class);

    private static final int MOST = 100;

    /** Of the type, or of none where it is the default one. */
    private static final String DUE = """
              from (select claim_key from stock_claim
                     where reservation_id is null and kind = 'allocation' and greatest(promised_at, ready_at) <= ?
                       and greatest(promised_at, ready_at) is not null
                       and (fulfilment = ? or (fulfilment is null and ?)) and location <> 'unassigned'
                       and state in ('confirmed', 'allocated', 'picked') and quantity > 0 and %s is null
                     order by claim_key limit ? for update skip locked) due
             where c.claim_key = due.claim_key
            returning c.connection, c.reference, c.line_id, c.sku, c.location, c.quantity, c.state, c.paid,
                      greatest(c.promised_at, c.ready_at),
                      c.message_id
            """;

    private static final String REMIND = "update stock_claim c set reminded_at = ?\n" + DUE.formatted("reminded_at");
    private static final String OVERDUE = "update stock_claim c set overdue_at = ?\n" + DUE.formatted("overdue_at");

    private final DataSource database;
    private final FulfilmentRules rules;
    private final NoticesTold notices;
    private final Outbox outbox;
    private final Tasks tasks;
    private final Clock clock;

    OrderNoShows(
            DataSource database, FulfilmentRules rules, NoticesTold notices, Outbox outbox, Tasks tasks, Clock clock) {
        this.database = database;
        this.rules = rules;
        this.notices = notices;
        this.outbox = outbox;
        this.tasks = tasks;
        this.clock = clock;
    }

    private record Late(
            String connection,
            String reference,
            String line,
            ObjectNode detail,
            String sku,
            String location,
            boolean picked,
            Instant since,
            UUID messageId) {

        String subject() {
            return "order|" + connection + "|" + reference + "|" + line;
        }
    }

    @Scheduled(fixedDelayString = "PT1M")
    void sweep() {
        try {
            look();
        } catch (SQLException e) {
            LOG.debug("orders that nobody fetched are looked at again in a moment", e);
        }
    }

    /** Reminds and asks for what is due. */
    void look() throws SQLException {
        for (String name : rules.names()) {
            Fulfilment type = rules.of(name);
            if (type.pickup() && type.remind() != null) {
                remind(type, type.remind());
            }
            if (type.pickup() && type.grace() != null) {
                overdue(type, type.grace());
            }
        }
    }

    private void remind(Fulfilment type, Duration after) throws SQLException {
        Instant now = clock.instant();
        Transactions.in(database, tx -> {
            Map<String, Notice> due = new LinkedHashMap<>();
            for (Late late : late(tx, REMIND, type, after, now)) {
                due.putIfAbsent(
                        late.connection() + "|" + late.reference() + "|" + late.location(),
                        PickupNotices.reminder(
                                late.connection() + "|" + late.reference() + "|" + late.since(),
                                late.messageId(),
                                new Notice.About(late.connection(), late.reference(), late.location()),
                                now));
            }
            outbox.schedule(tx, notices.of(tx, List.copyOf(due.values())), now);
            return due.size();
        });
    }

    private void overdue(Fulfilment type, Duration grace) throws SQLException {
        Instant now = clock.instant();
        int found = Transactions.in(database, tx -> {
            List<TaskWanted> wanted = new ArrayList<>();
            Instant by = now.plus(rules.breaks().within());
            List<Late> all = late(tx, OVERDUE, type, grace, now);
            for (Late late : all) {
                String detail = late.detail().toString();
                wanted.add(new TaskWanted(
                        new TaskKey(TaskKind.PICKUP_REFUND, late.subject()),
                        detail,
                        rules.breaks().owner(),
                        by,
                        late.messageId()));
                if (late.picked()) {
                    String subject = late.subject() + "|" + late.sku() + "@" + late.location();
                    wanted.add(new TaskWanted(
                            new TaskKey(TaskKind.PUT_BACK, subject), detail, late.location(), by, late.messageId()));
                }
            }
            outbox.schedule(tx, notices.of(tx, StaffNotices.of(tasks.open(tx, wanted))), now);
            return all.size();
        });
        if (found > 0) {
            LOG.info("order.not_fetched count={}", found);
        }
    }

    private List<Late> late(Connection tx, String sql, Fulfilment type, Duration after, Instant now)
            throws SQLException {
        List<Late> late = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setObject(1, SqlTimes.of(now));
            statement.setObject(2, SqlTimes.of(now.minus(after)));
            statement.setString(3, type.name());
            statement.setBoolean(4, type.name().equals(rules.usual().name()));
            statement.setInt(5, MOST);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    late.add(new Late(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("connection", rows.getString(1))
                                    .put("reference", rows.getString(2))
                                    .put("line", rows.getString(3))
                                    .put("sku", rows.getString(4))
                                    .put("location", rows.getString(5))
                                    .put("quantity", PlainDecimal.text(rows.getBigDecimal(6)))
                                    .put("paid", rows.getBoolean(8)),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(7).equals("picked"),
                            rows.getTimestamp(9).toInstant(),
                            rows.getObject(10, UUID.class)));
                }
            }
        }
        return late;
    }
}
