package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.barcode.BarcodeRules;
import io.tillbridge.barcode.Gtin;
import io.tillbridge.barcode.Label;
import io.tillbridge.catalog.CodeEdits;
import io.tillbridge.catalog.Codes;
import io.tillbridge.catalog.ScannedCodes;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What scanned codes mean, labels of codes, and the codes of items beside their GTIN. */
@RestController
final class BarcodesApi {

    private static final int MOST_DOTS = 10;

    private final ScannedCodes codes;
    private final ItemAnswers answers;
    private final ItemEdits items;
    private final BarcodeRules rules;
    private final Clock clock;

    BarcodesApi(ScannedCodes codes, ItemAnswers answers, ItemEdits items, BarcodeRules rules, Clock clock) {
        this.codes = codes;
        this.answers = answers;
        this.items = items;
        this.rules = rules;
        this.clock = clock;
    }

    /** A code to be made. */
    record NewCode(
            @Nullable String sku,
            @Nullable String units,
            @Nullable String unit) {}

    /** A code that was made or set. */
    record CodeMade(String code, ItemAnswer item) {}

    /** What has a code: how many base units, and the pack's name. */
    record CodeBody(
            @Nullable String units,
            @Nullable String unit,
            @Nullable String store) {}

    @Operation(summary = "What a scanned code means in a store")
    @GetMapping("/api/barcodes/{code}")
    BarcodeAnswer barcode(@PathVariable String code, @RequestParam(required = false) @Nullable String store) {
        ScannedCodes.Answer answer = codes.read(code, store);
        if (answer instanceof ScannedCodes.Answer.Unknown unknown) {
            throw ApiProblem.notFound(unknown.code(), unknown.detail());
        }
        if (answer instanceof ScannedCodes.Answer.Invalid invalid) {
            throw ApiProblem.badRequest(invalid.code(), invalid.detail());
        }
        ScannedCodes.Answer.Meaning meaning = (ScannedCodes.Answer.Meaning) answer;
        return BarcodeAnswer.of(
                code,
                meaning,
                meaning.item() == null ? null : answers.of(meaning.item()),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    @Operation(summary = "The bars of a code as SVG")
    @GetMapping(value = "/api/barcodes/{code}/label.svg", produces = "image/svg+xml")
    ResponseEntity<byte[]> svg(@PathVariable String code) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("image/svg+xml"))
                .body(label(code).svg().getBytes(StandardCharsets.UTF_8));
    }

    @Operation(summary = "The bars of a code as PNG, so many dots for the narrowest bar")
    @GetMapping(value = "/api/barcodes/{code}/label.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> png(@PathVariable String code, @RequestParam(required = false) @Nullable Integer dots) {
        int width = dots == null ? 3 : dots;
        if (width < 1 || width > MOST_DOTS) {
            throw ApiProblem.badRequest("invalid_dots", "'dots' is " + dots + "; expected 1 to " + MOST_DOTS);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .body(label(code).png(width));
    }

    @Operation(summary = "Makes an internal code for an item or a pack of it")
    @PostMapping("/api/barcodes")
    ResponseEntity<CodeMade> make(@RequestBody NewCode body, HttpServletRequest request) {
        String sku = Texts.id("sku", body.sku());
        answers.of(sku);
        String prefix = rules.internalPrefix()
                .orElseThrow(() -> ApiProblem.conflict(
                        "no_internal_range",
                        BarcodeRules.FILE + " reserves no range for internal codes; write internal: {prefix: \"04\"}"));
        String code = items.makeCode(
                sku,
                prefix,
                units(body.units()),
                Texts.optional("unit", body.unit()),
                IdempotencyKey.of(request),
                Actor.of(request));
        return ResponseEntity.status(HttpStatus.CREATED).body(new CodeMade(code, answers.of(sku)));
    }

    @Operation(summary = "Files a code of an item or of a pack of it")
    @PutMapping("/api/items/{sku}/codes/{code}")
    CodeMade put(
            @PathVariable String sku,
            @PathVariable String code,
            @RequestBody CodeBody body,
            HttpServletRequest request) {
        answers.of(sku);
        String filed = Codes.filed(Texts.id("code", code));
        String store = body.store() == null ? null : Texts.id("store", body.store());
        if (store != null && !CodeEdits.restricted(filed)) {
            throw ApiProblem.badRequest(
                    "invalid_store",
                    "code " + filed + " means one item everywhere; only numbers of restricted circulation (02, 04, 20"
                            + " to 29) may be a store's own");
        }
        items.putCode(
                new CodeEdits.Wish(sku, filed, store, units(body.units()), Texts.optional("unit", body.unit())),
                Actor.of(request));
        return new CodeMade(filed, answers.of(sku));
    }

    @Operation(summary = "Removes a code of an item")
    @DeleteMapping("/api/items/{sku}/codes/{code}")
    ItemAnswer remove(
            @PathVariable String sku,
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String store,
            HttpServletRequest request) {
        answers.of(sku);
        String filed = Codes.filed(code);
        if (!items.removeCode(sku, filed, store, Actor.of(request))) {
            throw ApiProblem.notFound("code_unknown", "item " + sku + " has no code " + filed + " of this store");
        }
        return answers.of(sku);
    }

    private static BigDecimal units(@Nullable String units) {
        return units == null ? BigDecimal.ONE : ItemBody.positive("units", units);
    }

    private static Label label(String code) {
        try {
            return Label.of(code);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("no_label", String.valueOf(e.getMessage()));
        }
    }

    static List<Gtin> candidates(String code) {
        Gtin.Reading reading = Gtin.read(code);
        if (reading instanceof Gtin.Reading.Valid valid) {
            return valid.candidates();
        }
        Gtin.Reading.Invalid invalid = (Gtin.Reading.Invalid) reading;
        throw ApiProblem.badRequest(invalid.code(), invalid.detail());
    }
}
