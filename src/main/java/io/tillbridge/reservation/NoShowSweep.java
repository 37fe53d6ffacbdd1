package io.tillbridge.reservation;

import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
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
 * Goods that nobody fetched since the time that was promised, or since they were ready where that is later or nothing was
 * promised: the customer is reminded, then they are for everybody again, by the rules of the fulfilment type.
 * It decides nothing itself: a round does, which may find that somebody was there meanwhile.
 *
 * <p>What a crash leaves: reminders that are marked and in their lanes, or neither; rounds that are committed, or that the next
 * look begins again. A step has the name of its deadline, so two nodes do it once.
 */
@Component
final class NoShowSweep {

    private static final Logger LOG = LoggerFactory.getLogger(NoShowSweep.class);

    private static final int MOST = 100;

    private static final String WAITS = """
             where reservation_id is not null and fulfilment = ? and greatest(promised_at, ready_at) <= ?
               and state in ('confirmed', 'allocated', 'picked') and quantity > 0
               and greatest(promised_at, ready_at) is not null
               and not exists (select from stock_claim o
                                where o.reservation_id = stock_claim.reservation_id and o.quantity > 0
                                  and (o.ready_at > ? or (stock_claim.promised_at is null and o.state <> 'picked')))
            """;

    private static final String REMIND = """
            update stock_claim c set reminded_at = ?
              from (select claim_key from stock_claim
            """ + WAITS + """
               and reminded_at is null order by claim_key limit ? for update skip locked) due
             where c.claim_key = due.claim_key
            returning c.reservation_id, c.reference, c.location, greatest(c.promised_at, c.ready_at)
            """;

    private static final String OVER =
            "select distinct reservation_id, line_id, greatest(promised_at, ready_at) as since from stock_claim" + WAITS
                    + " order by since, reservation_id, line_id limit ?";

    private final DataSource database;
    private final ReservationBooks books;
    private final FulfilmentRules rules;
    private final NoticesTold notices;
    private final Outbox outbox;
    private final LaneSignals signals;
    private final Clock clock;

    NoShowSweep(
            DataSource database,
            ReservationBooks books,
            FulfilmentRules rules,
            NoticesTold notices,
            Outbox outbox,
            LaneSignals signals,
            Clock clock) {
        this.database = database;
        this.books = books;
        this.rules = rules;
        this.notices = notices;
        this.outbox = outbox;
        this.signals = signals;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M")
    void sweep() {
        try {
            look();
        } catch (SQLException e) {
            LOG.debug("goods that nobody fetched are looked at again in a moment", e);
        }
    }

    /** Reminds and releases what is due. */
    void look() throws SQLException {
        for (String name : rules.names()) {
            Fulfilment type = rules.of(name);
            if (type.pickup()) {
                if (type.remind() != null) {
                    remind(type, type.remind());
                }
                if (type.grace() != null) {
                    release(type, type.grace());
                }
            }
        }
    }

    private void remind(Fulfilment type, Duration after) throws SQLException {
        Instant now = clock.instant();
        Transactions.in(database, tx -> {
            Map<UUID, Notice> due = new LinkedHashMap<>();
            try (PreparedStatement statement = tx.prepareStatement(REMIND)) {
                statement.setObject(1, SqlTimes.of(now));
                statement.setString(2, type.name());
                statement.setObject(3, SqlTimes.of(now.minus(after)));
                statement.setObject(4, SqlTimes.of(now.minus(after)));
                statement.setInt(5, MOST);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        UUID reservation = rows.getObject(1, UUID.class);
                        due.putIfAbsent(
                                reservation,
                                PickupNotices.reminder(
                                        rows.getTimestamp(4).toInstant().toString(),
                                        reservation,
                                        Notice.About.cart(rows.getString(2), rows.getString(3)),
                                        now));
                    }
                }
            }
            outbox.schedule(tx, notices.of(tx, List.copyOf(due.values())), now);
            return due.size();
        });
    }

    private void release(Fulfilment type, Duration grace) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<Request.Step> steps = over(connection, type, grace);
            if (!steps.isEmpty()) {
                signals.signal(books.round(connection, steps).due());
                LOG.info("reservation.not_fetched count={}", steps.size());
            }
        }
    }

    private List<Request.Step> over(Connection connection, Fulfilment type, Duration grace) throws SQLException {
        Instant now = clock.instant();
        Map<String, Request.Step> steps = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(OVER)) {
            statement.setString(1, type.name());
            statement.setObject(2, SqlTimes.of(now.minus(grace)));
            statement.setObject(3, SqlTimes.of(now.minus(grace)));
            statement.setInt(4, MOST);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID reservation = rows.getObject(1, UUID.class);
                    Request.Part part = new Request.Part(rows.getString(2), null);
                    Instant since = rows.getTimestamp(3).toInstant();
                    steps.merge(
                            reservation + " " + since,
                            step(reservation, List.of(part), since, now),
                            (one, next) -> step(reservation, both(one.parts(), part), since, now));
                }
            }
        }
        return List.copyOf(steps.values());
    }

    private static List<Request.Part> both(List<Request.Part> parts, Request.Part further) {
        List<Request.Part> both = new ArrayList<>(parts);
        both.add(further);
        return both;
    }

    private static Request.Step step(UUID reservation, List<Request.Part> parts, Instant since, Instant now) {
        return new Request.Step(
                reservation, Request.Kind.NO_SHOW, parts, null, new Request.Operation("not fetched " + since, now));
    }
}
