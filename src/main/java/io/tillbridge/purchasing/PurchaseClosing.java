package io.tillbridge.purchasing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notes which sent orders have arrived in full, so that asking what is on order reads open ones alone. Several nodes may do
 * it at once: the update says the same.
 */
@Component
public final class PurchaseClosing {

    private static final Logger LOG = LoggerFactory.getLogger(PurchaseClosing.class);
    private static final int AT_ONCE = 500;
    private static final String SENT = " where o.state = 'sent' and o.position > ? order by o.position limit ?";

    private final JdbcTemplate jdbc;
    private final PurchaseQueries queries;

    public PurchaseClosing(JdbcTemplate jdbc, PurchaseQueries queries) {
        this.jdbc = jdbc;
        this.queries = queries;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void look() {
        try {
            close();
        } catch (DataAccessException e) {
            LOG.debug("purchase orders are looked at again when the database is back", e);
        }
    }

    /** Notes what has arrived and returns how many orders that were. */
    public int close() {
        int closed = 0;
        long after = 0;
        while (true) {
            long from = after;
            List<PurchaseOrder> sent = Objects.requireNonNull(jdbc.execute((ConnectionCallback<List<PurchaseOrder>>)
                    connection -> PurchaseRows.find(connection, SENT, statement -> {
                        statement.setLong(1, from);
                        statement.setInt(2, AT_ONCE);
                    })));
            String[] whole = queries.progress(sent).stream()
                    .filter(one -> one.lines().stream()
                            .allMatch(line -> line.remaining().signum() == 0))
                    .map(one -> one.order().number())
                    .toArray(String[]::new);
            if (whole.length > 0) {
                closed += jdbc.update(
                        "update purchase_order set state = 'received' where state = 'sent' and number = any (?)",
                        (Object) whole);
            }
            if (sent.size() < AT_ONCE) {
                return closed;
            }
            after = sent.get(sent.size() - 1).position();
        }
    }
}
