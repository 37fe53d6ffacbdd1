package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.ItemPrices.Tier;
import io.tillbridge.catalog.ItemQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The item master: items, their locked fields, and what they cost. */
@RestController
final class ItemsApi {

    private final ItemAnswers answers;
    private final ItemQueries items;
    private final MasterData master;
    private final ItemEdits edits;
    private final Clock clock;

    ItemsApi(ItemAnswers answers, ItemQueries items, MasterData master, ItemEdits edits, Clock clock) {
        this.answers = answers;
        this.items = items;
        this.master = master;
        this.edits = edits;
        this.clock = clock;
    }

    /** The item as it is now, and how many messages waited for it and go on. */
    record ItemPut(ItemAnswer item, int releasedMessages) {}

    /**
     * What an item costs.
     *
     * @param list price list; absent for the usual one
     * @param store location; absent for all
     * @param counts whether it counts at the time asked for: of one list and store the latest that began and has not ended
     */
    record PriceAnswer(
            @Nullable String list,
            @Nullable String store,
            ItemAnswer.Money price,
            @Nullable Boolean taxIncluded,
            Instant effectiveFrom,
            @Nullable Instant effectiveTo,
            String source,
            boolean counts) {}

    /** Prices of an item, by list and store, the latest first. */
    record PricesAnswer(String sku, Instant at, List<PriceAnswer> prices) {}

    @Operation(summary = "One item and the ids by which systems know it")
    @GetMapping("/api/items/{sku}")
    ItemAnswer item(@PathVariable String sku) {
        return answers.of(sku);
    }

    @Operation(summary = "Creates or replaces an item and releases what waited for it")
    @PutMapping("/api/items/{sku}")
    ResponseEntity<ItemPut> put(@PathVariable String sku, @RequestBody ItemBody body, HttpServletRequest request) {
        Texts.id("sku", sku);
        MasterData.Change change = master.putItem(sku, body.cells(), Actor.of(request));
        return ResponseEntity.status(change.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new ItemPut(item(sku), change.releasedMessages()));
    }

    @Operation(summary = "Locks a field of an item: no system changes it any more")
    @PutMapping("/api/items/{sku}/locks/{field}")
    ItemAnswer lock(@PathVariable String sku, @PathVariable String field, HttpServletRequest request) {
        answers.of(sku);
        edits.lock(sku, field(field), true, Actor.of(request));
        return item(sku);
    }

    @Operation(summary = "Unlocks a field of an item: its owner sets it again")
    @DeleteMapping("/api/items/{sku}/locks/{field}")
    ItemAnswer unlock(@PathVariable String sku, @PathVariable String field, HttpServletRequest request) {
        answers.of(sku);
        edits.lock(sku, field(field), false, Actor.of(request));
        return item(sku);
    }

    @Operation(summary = "Prices of an item, and which of them count at a time")
    @GetMapping("/api/items/{sku}/prices")
    PricesAnswer prices(@PathVariable String sku, @RequestParam(required = false) @Nullable String at) {
        answers.of(sku);
        Instant when = at == null ? clock.instant() : instant(at);
        Set<String> counted = new HashSet<>();
        List<PriceAnswer> prices = items.prices(sku).stream()
                .map(tier -> answer(
                        tier,
                        begun(tier, when)
                                && counted.add(
                                        tier.key().list() + '\0' + tier.key().store())))
                .toList();
        return new PricesAnswer(sku, when, prices);
    }

    private static boolean begun(Tier tier, Instant when) {
        return !tier.effectiveFrom().isAfter(when)
                && (tier.effectiveTo() == null || tier.effectiveTo().isAfter(when));
    }

    private static PriceAnswer answer(Tier tier, boolean counts) {
        return new PriceAnswer(
                tier.key().list().isEmpty() ? null : tier.key().list(),
                tier.key().store().isEmpty() ? null : tier.key().store(),
                new ItemAnswer.Money(
                        tier.price().value().toPlainString(), tier.price().currency()),
                tier.taxIncluded(),
                tier.effectiveFrom(),
                tier.effectiveTo(),
                tier.source(),
                counts);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ApiProblem.badRequest(
                    "invalid_at", "'at' is '" + text + "'; expected an instant in UTC such as 2026-11-22T12:00:00Z");
        }
    }

    private static ItemField field(String word) {
        ItemField field = ItemField.words().get(word);
        if (field == null || !ItemField.cells().contains(field)) {
            throw ApiProblem.badRequest(
                    "invalid_field",
                    "'" + word + "' is no field; expected one of "
                            + String.join(
                                    ", ",
                                    ItemField.cells().stream()
                                            .map(ItemField::word)
                                            .toList()));
        }
        return field;
    }
}
