package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.ExactJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pick list of a location: what it is asked to pick and send, the earliest promise first. */
@RestController
final class FulfilmentsApi {

    /** Orders without a promised time come last, as in the index. */
    private static final String LAST = "infinity";

    private final JdbcClient sql;

    FulfilmentsApi(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A request that is open.
     *
     * @param method a type of config/fulfilment.yaml
     * @param generation from 1; what is asked for again after a cancellation has the next one
     * @param promisedAt when the customer is to have the goods; absent when the order does not say
     * @param lines each with its id, sku, quantity asked for, open of it, and picked of the open
     */
    record FulfilmentAnswer(
            String id,
            String system,
            String orderId,
            String orderNumber,
            String location,
            String method,
            int generation,
            @Nullable Instant promisedAt,
            Instant requestedAt,
            JsonNode lines) {}

    @Operation(summary = "What a location is to pick and send, the earliest promise first")
    @GetMapping("/api/fulfilments")
    Page<FulfilmentAnswer> list(
            @RequestParam String location,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        String promised = "-infinity";
        String id = "";
        if (after != null) {
            int bar = after.indexOf('|');
            if (bar < 0) {
                throw Page.invalid(after);
            }
            promised = promised(after.substring(0, bar), after);
            id = after.substring(bar + 1);
        }
        List<FulfilmentAnswer> rows = sql.sql("""
                        select request_id, system, order_id, order_number, location, method, generation, promised_at,
                               requested_at, lines
                          from fulfilment_request
                         where state = 'open' and location = ?
                           and (coalesce(promised_at, 'infinity'), request_id) > (?::timestamptz, ?)
                         order by coalesce(promised_at, 'infinity'), request_id limit ?
                        """)
                .params(location, promised, id, size + 1)
                .query((row, number) -> row(row))
                .list();
        return Page.of(
                rows,
                size,
                row -> row,
                row -> (row.promisedAt() == null ? LAST : row.promisedAt().toString()) + "|" + row.id());
    }

    private static String promised(String text, String after) {
        if (text.equals(LAST)) {
            return text;
        }
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw Page.invalid(after);
        }
    }

    private static FulfilmentAnswer row(ResultSet row) throws SQLException {
        Timestamp promised = row.getTimestamp(8);
        return new FulfilmentAnswer(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                promised == null ? null : promised.toInstant(),
                row.getTimestamp(9).toInstant(),
                ExactJson.parse(row.getString(10)));
    }
}
