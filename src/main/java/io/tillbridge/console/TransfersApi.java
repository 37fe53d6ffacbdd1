package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.posting.ConsignmentDesk;
import io.tillbridge.stock.TransferKey;
import io.tillbridge.stock.TransferQueries;
import io.tillbridge.stock.TransferQueries.Transfer;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Goods between two locations: what is under way, what arrived, what is lost. */
@RestController
@RequestMapping("/api/transfers")
final class TransfersApi {

    private final TransferQueries transfers;
    private final ConsignmentDesk closing;

    TransfersApi(TransferQueries transfers, ConsignmentDesk closing) {
        this.transfers = transfers;
        this.closing = closing;
    }

    /**
     * A transfer.
     *
     * @param state one of {@link TransferQueries#STATES}
     * @param sentAt absent while only receipts have come
     * @param receivedAt of the last receipt
     * @param closedBy a person; absent when the source closed it
     */
    record TransferAnswer(
            String system,
            String id,
            String state,
            @Nullable String from,
            @Nullable String to,
            @Nullable Instant sentAt,
            @Nullable Instant receivedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String reason,
            List<LineAnswer> lines) {

        static TransferAnswer of(Transfer transfer) {
            return new TransferAnswer(
                    transfer.key().system(),
                    transfer.key().id(),
                    transfer.state(),
                    transfer.from(),
                    transfer.to(),
                    transfer.sentAt(),
                    transfer.receivedAt(),
                    transfer.closedAt(),
                    transfer.closedBy(),
                    transfer.why(),
                    transfer.lines().stream().map(LineAnswer::of).toList());
        }
    }

    /**
     * One item.
     *
     * @param committed what is promised to it, whether or not it is sent
     * @param lost what was missing when it was closed; below zero: found
     * @param inTransit sent less received less lost; below zero: more arrived than is known to be sent
     */
    record LineAnswer(String sku, String committed, String sent, String received, String lost, String inTransit) {

        static LineAnswer of(TransferQueries.Line line) {
            return new LineAnswer(
                    line.sku(),
                    text(line.committed()),
                    text(line.sent()),
                    text(line.received()),
                    text(line.lost()),
                    text(line.inTransit()));
        }
    }

    /** Why it is closed. */
    record CloseBody(@Nullable String reason) {}

    @Operation(summary = "Transfers between locations, newest first")
    @GetMapping
    Page<TransferAnswer> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        Texts.word("state", state, TransferQueries.STATES);
        return Page.newest(
                after,
                limit,
                (number, most) -> transfers.find(state, number, most),
                TransferAnswer::of,
                TransferQueries.Transfer::number);
    }

    @Operation(summary = "One transfer, by the system that names it")
    @GetMapping("/{system}/{id}")
    TransferAnswer one(@PathVariable String system, @PathVariable String id) {
        return transfers
                .find(new TransferKey(system, id))
                .map(TransferAnswer::of)
                .orElseThrow(() -> unknown(system, id));
    }

    @Operation(summary = "Closes a transfer; what is missing is lost")
    @PostMapping("/{system}/{id}/close")
    TransferAnswer close(
            @PathVariable String system,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable CloseBody body,
            HttpServletRequest request) {
        String why = Texts.optional("reason", body == null ? null : body.reason());
        if (!closing.close(new TransferKey(system, id), Actor.of(request), why)) {
            throw unknown(system, id);
        }
        return one(system, id);
    }

    private static ApiProblem unknown(String system, String id) {
        return ApiProblem.notFound(
                "transfer_unknown", "no transfer '" + id + "' of '" + system + "'; list them with GET /api/transfers");
    }
}
