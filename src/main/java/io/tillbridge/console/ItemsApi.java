package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.barcode.Gtin;
import io.tillbridge.catalog.Item;
import io.tillbridge.catalog.ItemQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The item master, and what a scanned code means. */
@RestController
final class ItemsApi {

    private static final int MOST_REFERENCES = 200;

    private final ItemQueries items;
    private final MasterData master;

    ItemsApi(ItemQueries items, MasterData master) {
        this.items = items;
        this.master = master;
    }

    /** An item and the ids by which systems know it (the first 200). */
    record ItemAnswer(
            String sku, @Nullable String name, @Nullable String gtin, Instant updatedAt, List<Remote> references) {}

    /** What an item is to be; a cell that is absent is emptied. */
    record ItemBody(@Nullable String name, @Nullable String gtin) {}

    /** The item as it is now, and how many messages waited for it and go on. */
    record ItemPut(ItemAnswer item, int releasedMessages) {}

    /**
     * What a code means.
     *
     * @param kind {@code unit}, or {@code case} for a GTIN-14 whose indicator marks a pack of the item
     * @param indicator the pack's indicator digit
     */
    record BarcodeAnswer(
            String code, String gtin, String kind, @Nullable String indicator, ItemAnswer item) {}

    @Operation(summary = "One item and the ids by which systems know it")
    @GetMapping("/api/items/{sku}")
    ItemAnswer item(@PathVariable String sku) {
        return items.find(sku).map(this::answer).orElseThrow(() -> unknown(sku));
    }

    static ApiProblem unknown(String sku) {
        return ApiProblem.notFound(
                "sku_unknown",
                "no item " + sku + "; PUT /api/items/" + UriUtils.encode(sku, StandardCharsets.UTF_8) + " adds it");
    }

    @Operation(summary = "Creates or replaces an item and releases what waited for it")
    @PutMapping("/api/items/{sku}")
    ResponseEntity<ItemPut> put(@PathVariable String sku, @RequestBody ItemBody body, HttpServletRequest request) {
        Texts.id("sku", sku);
        String gtin = body.gtin() == null ? null : gtin(body.gtin());
        MasterData.Change change = master.putItem(sku, Texts.optional("name", body.name()), gtin, Actor.of(request));
        return ResponseEntity.status(change.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new ItemPut(item(sku), change.releasedMessages()));
    }

    @Operation(summary = "The item that a scanned code means")
    @GetMapping("/api/barcodes/{code}")
    BarcodeAnswer barcode(@PathVariable String code) {
        List<Gtin> candidates = candidates(code);
        for (Gtin gtin : candidates) {
            Optional<Item> item = items.byGtin(gtin.value());
            if (item.isPresent()) {
                return new BarcodeAnswer(code, gtin.value(), "unit", null, answer(item.get()));
            }
        }
        for (Gtin gtin : candidates) {
            Optional<Item> inside = gtin.unit().flatMap(unit -> items.byGtin(unit.value()));
            if (inside.isPresent()) {
                return new BarcodeAnswer(
                        code, gtin.value(), "case", gtin.value().substring(0, 1), answer(inside.get()));
            }
        }
        throw candidates.get(0).restricted()
                ? ApiProblem.notFound(
                        "barcode_restricted",
                        "code " + code + " is of a range whose meaning each retailer sets (a price, a weight or an"
                                + " internal number); it names no item in the item master")
                : ApiProblem.notFound(
                        "barcode_unknown",
                        "no item has GTIN " + candidates.get(0).value()
                                + "; PUT /api/items/SKU with this gtin sets it");
    }

    private static List<Gtin> candidates(String code) {
        Gtin.Reading reading = Gtin.read(code);
        if (reading instanceof Gtin.Reading.Valid valid) {
            return valid.candidates();
        }
        Gtin.Reading.Invalid invalid = (Gtin.Reading.Invalid) reading;
        throw ApiProblem.badRequest(invalid.code(), invalid.detail());
    }

    private static String gtin(String code) {
        Gtin gtin = candidates(code).get(0);
        if (gtin.restricted()) {
            throw ApiProblem.badRequest(
                    "gtin_restricted",
                    "GTIN " + gtin.value()
                            + " is of a range for prices, weights and internal numbers; no item may have it");
        }
        return gtin.value();
    }

    private ItemAnswer answer(Item item) {
        List<Remote> references =
                items.links(new ItemQueries.LinkFilter(null, null, item.sku(), null), null, MOST_REFERENCES).stream()
                        .map(recorded -> recorded.link().remote())
                        .toList();
        return new ItemAnswer(item.sku(), item.name(), item.gtin(), item.updatedAt(), references);
    }
}
