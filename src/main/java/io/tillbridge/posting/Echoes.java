package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tillbridge.canonical.StockSnapshot;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Figures that a system reports because it was told them. Equal to any figure it was told within the flow's window, not only
 * the last, such a report is an echo and no news.
 */
@Component
final class Echoes {

    private static final String FIND = """
            select n.i, exists (select from conflict c
                                 where c.kind = 'level_differs' and c.subject = n.c and c.resolved_at is null)
              from unnest(?::int[], ?::text[], ?::text[], ?::numeric[], ?::timestamptz[], ?::text[])
                   as n(i, d, k, q, a, c)
             where exists (select 1 from told_figure t
                            where t.destination = n.d and t.key = n.k and t.quantity = n.q and t.keep_until > n.a)
            """;

    private final ConnectionPlans plans;

    Echoes(ConnectionPlans plans) {
        this.plans = plans;
    }

    private record Candidate(
            int index, String destination, String key, BigDecimal quantity, Instant receivedAt, String level) {}

    /** The works that are no echo; the others are skipped, and end what was raised of a level that differed. */
    List<Work> without(Connection tx, List<Work> works, Effects effects) throws SQLException {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            if (work.translated != null && work.translated.event() instanceof StockSnapshot snapshot) {
                candidates(candidates, i, work, snapshot);
            }
        }
        if (candidates.isEmpty()) {
            return works;
        }
        List<Work> news = new ArrayList<>(works);
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            Columns.bind(statement, candidates, 1)
                    .integer(Candidate::index)
                    .text(Candidate::destination)
                    .text(Candidate::key)
                    .decimal(Candidate::quantity)
                    .instant(Candidate::receivedAt)
                    .text(Candidate::level);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Work echo = works.get(rows.getInt(1));
                    echo.verdict = new Verdict.Skipped("echo");
                    news.remove(echo);
                    if (rows.getBoolean(2)) {
                        effects.agreed.add(echo);
                        effects.settled.add(new Conflicts.Settled(LevelSeen.KIND, level(echo)));
                    }
                }
            }
        }
        return news;
    }

    private void candidates(List<Candidate> candidates, int index, Work work, StockSnapshot snapshot) {
        ConnectionPlan plan = plans.find(work.ready.document().connection());
        if (plan == null) {
            return;
        }
        for (OutboundFlow flow : plan.outbound().values()) {
            String key = flow.echo() == null ? null : key(flow, snapshot);
            if (key != null) {
                candidates.add(new Candidate(
                        index,
                        flow.destination(),
                        key,
                        snapshot.quantity(),
                        work.ready.document().receivedAt(),
                        level(work)));
            }
        }
    }

    private static String level(Work work) {
        return work.translated != null && work.translated.event() instanceof StockSnapshot snapshot
                ? LevelSeen.subject(snapshot.system(), snapshot.sku(), snapshot.location())
                : "";
    }

    private static @Nullable String key(OutboundFlow flow, StockSnapshot snapshot) {
        return Keys.of(
                flow.key(),
                JsonNodeFactory.instance.objectNode().put("sku", snapshot.sku()).put("location", snapshot.location()));
    }
}
