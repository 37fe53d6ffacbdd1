package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.ReturnQueries;
import io.tillbridge.posting.ReturnRow;
import io.tillbridge.stock.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return as a list shows it.
 *
 * @param returnId its id in the system that tells it
 * @param orderId the order's id or number, as the return names it; absent: it names none
 * @param refund currency, totals and tenders, as far as the return tells money
 */
record ReturnAnswer(
        String id,
        String system,
        String returnId,
        @Nullable String orderSystem,
        @Nullable String orderId,
        Instant returnedAt,
        Instant receivedAt,
        UUID messageId,
        JsonNode refund,
        List<Line> lines) {

    /**
     * A line; quantities are decimals.
     *
     * @param bucket where the goods went; {@code none}: nothing was received
     * @param reason why the customer gave it back, in the words of the system that tells it
     * @param decided how much left that bucket by decisions
     * @param waits how much lies in quality hold until somebody decides
     */
    record Line(
            String id,
            String sku,
            String quantity,
            @Nullable String location,
            String bucket,
            @Nullable String condition,
            @Nullable String reason,
            String decided,
            String waits) {

        static Line of(ReturnRow.Line line) {
            return new Line(
                    line.id(),
                    line.sku(),
                    PlainDecimal.text(line.quantity()),
                    line.location(),
                    line.bucket(),
                    line.condition(),
                    line.reason(),
                    PlainDecimal.text(line.decided()),
                    PlainDecimal.text(line.waits()));
        }
    }

    /** What a person decided about goods of a line; its id is the message of its movements. */
    record Decision(UUID id, String line, String quantity, String to, String reason, String by, Instant at) {

        static Decision of(ReturnQueries.Decision decision) {
            return new Decision(
                    decision.id(),
                    decision.line(),
                    PlainDecimal.text(decision.quantity()),
                    decision.goesTo(),
                    decision.reason(),
                    decision.by(),
                    decision.at());
        }
    }

    /**
     * A return by itself.
     *
     * @param open tasks and reviews about its lines that are not over
     * @param entries numbers of journal entries, {@code GET /api/books/entries/{id}}
     * @param movements of the return and of the decisions, in the order of posting
     */
    record Whole(
            @JsonUnwrapped ReturnAnswer returned,
            List<Decision> decisions,
            List<ReturnQueries.Open> open,
            List<String> entries,
            List<MovementAnswer> movements) {

        static Whole of(
                ReturnRow returned,
                List<ReturnQueries.Decision> decisions,
                List<ReturnQueries.Open> open,
                List<String> entries,
                List<LedgerEntry> movements) {
            return new Whole(
                    ReturnAnswer.of(returned),
                    decisions.stream().map(Decision::of).toList(),
                    open,
                    entries,
                    movements.stream().map(MovementAnswer::of).toList());
        }
    }

    static ReturnAnswer of(ReturnRow returned) {
        return new ReturnAnswer(
                String.valueOf(returned.number()),
                returned.system(),
                returned.id(),
                returned.orderSystem(),
                returned.orderId(),
                returned.returnedAt(),
                returned.receivedAt(),
                returned.messageId(),
                ExactJson.parse(returned.money()),
                returned.lines().stream().map(Line::of).toList());
    }
}
