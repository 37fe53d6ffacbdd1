package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Documents that confirm what their own system was told. */
final class Confirmed {

    private static final String CONFIRM = """
            update delivery_confirmation c set confirmed_at = n.a
              from unnest(?::text[], ?::text[], ?::timestamptz[]) as n(d, k, a)
             where c.destination = n.d and c.key = n.k and c.confirmed_at is null
            """;

    private Confirmed() {}

    private record Found(String destination, String key, Instant at) {}

    /** Writes which tellings the documents confirm, in the transaction that posts them. */
    static void write(Connection tx, List<Work> works) throws SQLException {
        List<Found> found = new ArrayList<>();
        for (Work work : works) {
            if (work.route != null && !(work.verdict instanceof Verdict.Dead)) {
                find(found, work.ready.document(), work.route);
            }
        }
        if (found.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(CONFIRM)) {
            Columns.bind(statement, found, 1)
                    .text(Found::destination)
                    .text(Found::key)
                    .instant(Found::at);
            statement.executeUpdate();
        }
    }

    private static void find(List<Found> found, AcceptedDocument document, Work.Route route) {
        for (OutboundFlow flow : route.plan().outbound().values()) {
            OutboundFlow.Confirm confirm = flow.confirm();
            if (confirm == null || !confirm.by().equals(document.flow())) {
                continue;
            }
            String key = Keys.of(
                    confirm.correlate(),
                    route.document(),
                    name -> document.headers().get(name.toLowerCase(Locale.ROOT)),
                    path -> path.equals("connection.id")
                            ? JsonNodeFactory.instance.textNode(document.connection())
                            : null);
            if (key != null) {
                found.add(new Found(flow.destination(), key, document.receivedAt()));
            }
        }
    }
}
