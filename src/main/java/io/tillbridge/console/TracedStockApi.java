package io.tillbridge.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.TraceQueries;
import io.tillbridge.stock.TracedStock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where lots and pieces with serial numbers are, what moved them, and what expires. */
@RestController
final class TracedStockApi {

    /** Movements shown with a lot or piece; {@code GET /api/movements} has them all. */
    private static final int SHOWN = 20;

    private final TraceQueries stock;

    TracedStockApi(TraceQueries stock) {
        this.stock = stock;
    }

    /**
     * A lot of an item, or a piece with a serial number.
     *
     * @param serial absent of a lot
     * @param places where it is; a piece that has left is at {@code customer}, {@code supplier} or {@code loss}
     * @param movements the newest of what moved it, where a lot or a piece was asked for
     */
    record TracedAnswer(
            String sku,
            @Nullable String lot,
            @Nullable String serial,
            @Nullable LocalDate expiresOn,
            List<PlaceAnswer> places,
            @Nullable List<MovementAnswer> movements) {}

    /** How much is in a bucket of a place. */
    record PlaceAnswer(String place, String bucket, String quantity) {}

    @Operation(summary = "Where a lot or a serial number is, or what expires before a day")
    @GetMapping("/api/stock")
    Page<TracedAnswer> find(
            @RequestParam(required = false) @Nullable String lot,
            @RequestParam(required = false) @Nullable String serial,
            @RequestParam(required = false) @Nullable LocalDate expiresBefore,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        one(lot, serial, expiresBefore);
        int size = Page.limit(limit);
        String item = sku == null ? null : Texts.id("sku", sku);
        if (expiresBefore != null) {
            return Page.of(
                    stock.expiring(expiresBefore, item, after == null ? null : position(after), size + 1),
                    size,
                    found -> answer(found, null),
                    TracedStockApi::cursor);
        }
        String behind = after == null ? "" : after;
        List<TracedStock> found = serial == null
                ? stock.lots(Texts.id("lot", lot), item, behind, size + 1)
                : stock.pieces(Texts.id("serial", serial), item, behind, size + 1);
        return Page.of(found, size, one -> answer(one, movements(one)), TracedStock::sku);
    }

    @Operation(summary = "What moved a lot or a serial number, newest first")
    @GetMapping("/api/movements")
    Page<MovementAnswer> movements(
            @RequestParam(required = false) @Nullable String lot,
            @RequestParam(required = false) @Nullable String serial,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        if (lot == null && serial == null) {
            throw ApiProblem.badRequest(
                    "lot_or_serial_missing",
                    "the query names neither 'lot' nor 'serial'; write ?lot=L-7 or ?serial=S-1");
        }
        int size = Page.limit(limit);
        return Page.of(
                stock.movements(
                        lot == null ? null : Texts.id("lot", lot),
                        serial == null ? null : Texts.id("serial", serial),
                        sku == null ? null : Texts.id("sku", sku),
                        Page.after(after, Long.MAX_VALUE),
                        size + 1),
                size,
                MovementAnswer::of,
                row -> String.valueOf(row.id()));
    }

    private static void one(@Nullable String lot, @Nullable String serial, @Nullable LocalDate expiresBefore) {
        int given = (lot == null ? 0 : 1) + (serial == null ? 0 : 1) + (expiresBefore == null ? 0 : 1);
        if (given != 1) {
            throw ApiProblem.badRequest(
                    "one_of_lot_serial_expiry",
                    "the query names " + given
                            + " of 'lot', 'serial' and 'expiresBefore'; expected exactly one, such as"
                            + " ?serial=S-1. GET /api/stock/{sku} has the stock of an item");
        }
    }

    private List<MovementAnswer> movements(TracedStock one) {
        return stock
                .movements(one.serial() == null ? one.lot() : null, one.serial(), one.sku(), Long.MAX_VALUE, SHOWN)
                .stream()
                .map(MovementAnswer::of)
                .toList();
    }

    private static TracedAnswer answer(TracedStock one, @Nullable List<MovementAnswer> movements) {
        return new TracedAnswer(
                one.sku(),
                one.lot(),
                one.serial(),
                one.expiresOn(),
                one.places().stream()
                        .map(held -> new PlaceAnswer(held.place(), held.bucket(), PlainDecimal.text(held.quantity())))
                        .toList(),
                movements);
    }

    private static String cursor(TracedStock last) {
        TracedStock.Position at = TraceQueries.position(last);
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ExactJson.mapper()
                            .writeValueAsBytes(List.of(
                                    at.expiresOn().toString(), at.sku(), at.name(), String.valueOf(at.piece()))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    private static TracedStock.Position position(String after) {
        try {
            String[] parts = ExactJson.mapper()
                    .readValue(
                            new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8), String[].class);
            if (parts.length == 4) {
                return new TracedStock.Position(LocalDate.parse(parts[0]), parts[1], parts[2], parts[3].equals("true"));
            }
        } catch (IllegalArgumentException | DateTimeException | IOException e) {
            // Answered below, like a cursor of another length
        }
        throw Page.invalid(after);
    }
}
