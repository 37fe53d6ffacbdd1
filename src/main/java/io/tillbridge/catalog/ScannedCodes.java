package io.tillbridge.catalog;

import io.tillbridge.barcode.BarcodeRules;
import io.tillbridge.barcode.CheckDigit;
import io.tillbridge.barcode.CirculationRule;
import io.tillbridge.barcode.ElementString;
import io.tillbridge.barcode.Gtin;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What a scanned code means. A code on record counts first, then the store's rules for numbers of restricted circulation,
 * then article numbers, then the pack that a GTIN-14's indicator marks.
 */
@Component
public final class ScannedCodes {

    private static final int LONGEST_GTIN = 14;
    private static final int SSCC = 18;

    private final ItemQueries items;
    private final BarcodeRules rules;
    private final ItemPrices prices;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    public ScannedCodes(ItemQueries items, BarcodeRules rules, ItemPrices prices, JdbcTemplate jdbc, Clock clock) {
        this.items = items;
        this.rules = rules;
        this.prices = prices;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was found out. */
    public sealed interface Answer {

        /**
         * A meaning.
         *
         * @param rule which decided: {@code code}, {@code gtin}, {@code indicator}, {@code element_string},
         *     {@code sscc} or {@code restricted:NAME}
         * @param kind {@code unit}, {@code case}, {@code pack}, {@code weighed}, {@code priced} or {@code logistic_unit}
         * @param item null for a logistic unit whose content it does not say
         * @param units base units in what was scanned; null when nobody said
         * @param measured of weighed and priced goods
         * @param elements of a GS1 code
         */
        record Meaning(
                String rule,
                String kind,
                @Nullable String gtin,
                @Nullable Item item,
                @Nullable BigDecimal units,
                @Nullable String unit,
                @Nullable Measured measured,
                List<ElementString.Element> elements)
                implements Answer {
            public Meaning {
                elements = List.copyOf(elements);
            }
        }

        /** The code is well formed and means nothing here. */
        record Unknown(String code, String detail) implements Answer {}

        /** It is no code. */
        record Invalid(String code, String detail) implements Answer {}
    }

    /**
     * Reads a code.
     *
     * @param store where it was scanned; null when that is not known
     */
    public Answer read(String code, @Nullable String store) {
        boolean digits = code.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits && code.length() == SSCC && CheckDigit.holds(code)) {
            return new Answer.Meaning("sscc", "logistic_unit", null, null, null, null, null, List.of());
        }
        if (ElementString.looksLike(code) || (digits && code.length() > LONGEST_GTIN)) {
            return elements(code, store);
        }
        Gtin.Reading reading = Gtin.read(code);
        List<Gtin> gtins = reading instanceof Gtin.Reading.Valid valid ? valid.candidates() : List.of();
        List<String> filed = new ArrayList<>(List.of(code));
        gtins.forEach(gtin -> filed.add(gtin.restricted() ? gtin.value().substring(1) : gtin.value()));
        Optional<Answer> known = items.byCode(filed, store).map(found -> coded(found, null));
        if (known.isPresent()) {
            return known.get();
        }
        if (reading instanceof Gtin.Reading.Invalid invalid) {
            return new Answer.Invalid(invalid.code(), invalid.detail());
        }
        return rules.read(code, store)
                .map(said -> restricted(said, store))
                .or(() -> article(gtins))
                .orElseGet(() -> unknown(code, gtins.get(0)));
    }

    private static Answer unknown(String code, Gtin gtin) {
        return gtin.restricted()
                ? new Answer.Unknown(
                        "barcode_restricted",
                        "code " + code + " is of a range whose meaning each retailer sets (a price, a weight or an"
                                + " internal number); no rule of " + BarcodeRules.FILE + " reads it and no item has it")
                : new Answer.Unknown(
                        "barcode_unknown",
                        "no item has GTIN " + gtin.value() + "; PUT /api/items/SKU with this gtin sets it");
    }

    private Answer coded(ItemCode found, @Nullable String rule) {
        boolean pack = found.units().compareTo(BigDecimal.ONE) != 0 || found.unit() != null;
        boolean article = found.kind().equals("gtin");
        boolean indicator = article && found.code().charAt(0) != '0';
        return new Answer.Meaning(
                rule == null ? "code" : rule,
                pack ? (indicator ? "case" : "pack") : "unit",
                article ? found.code() : null,
                item(found.sku()),
                found.units(),
                found.unit(),
                null,
                List.of());
    }

    private Optional<Answer> article(List<Gtin> gtins) {
        for (Gtin gtin : gtins) {
            Optional<String> sku = items.byGtin(gtin.value());
            if (sku.isPresent()) {
                return sku.map(one -> unit("gtin", gtin.value(), one, "unit", BigDecimal.ONE));
            }
        }
        for (Gtin gtin : gtins) {
            Optional<String> sku = gtin.unit().flatMap(inside -> items.byGtin(inside.value()));
            if (sku.isPresent()) {
                return sku.map(one -> unit("indicator", gtin.value(), one, "case", null));
            }
        }
        return Optional.empty();
    }

    private Answer unit(String rule, String gtin, String sku, String kind, @Nullable BigDecimal units) {
        return new Answer.Meaning(rule, kind, gtin, item(sku), units, null, null, List.of());
    }

    private Answer restricted(CirculationRule.Said said, @Nullable String store) {
        String rule = "restricted:" + said.rule();
        if (!said.verified()) {
            return new Answer.Invalid(
                    "price_verifier",
                    "rule " + said.rule() + ": the verifier does not fit the price or weight; scan the label again");
        }
        String base = said.base().length() == 12 ? "0" + said.base() : said.base();
        Optional<String> sku = items.byCode(List.of(base, said.item()), store)
                .map(ItemCode::sku)
                .or(() -> items.first(List.of(said.item(), said.item().replaceFirst("^0+(?=.)", ""))));
        if (sku.isEmpty()) {
            return new Answer.Unknown(
                    "barcode_restricted",
                    "rule " + said.rule() + " reads item " + said.item() + "; no item has the code " + base + " or "
                            + said.item() + ", nor this SKU. PUT /api/items/SKU/codes/" + base + " files it");
        }
        Item item = item(sku.get());
        Measured measured = said.price() == null
                ? Measured.weight(Objects.requireNonNull(said.kilograms()), item, price(item, store))
                : Measured.price(said.price(), said.currency(), item, price(item, store));
        return new Answer.Meaning(
                rule, said.price() == null ? "weighed" : "priced", null, item, null, null, measured, List.of());
    }

    private Answer elements(String code, @Nullable String store) {
        if (!(ElementString.read(code) instanceof ElementString.Reading.Valid valid)) {
            ElementString.Reading.Invalid invalid = (ElementString.Reading.Invalid) ElementString.read(code);
            return new Answer.Invalid(invalid.code(), invalid.detail());
        }
        Optional<ElementString.Element> gtin = valid.find("01").or(() -> valid.find("02"));
        if (gtin.isEmpty()) {
            return new Answer.Meaning(
                    "element_string", "logistic_unit", null, null, null, null, null, valid.elements());
        }
        Answer inside = read(gtin.get().value(), store);
        if (!(inside instanceof Answer.Meaning meaning) || meaning.item() == null) {
            return inside;
        }
        Item item = meaning.item();
        Measured measured = valid.measure("310")
                .map(kilograms -> Measured.weight(kilograms.number(), item, price(item, store)))
                .orElse(null);
        Optional<ElementString.Element> price = valid.measure("392");
        if (price.isPresent()) {
            measured = Measured.price(price.get().number(), null, item, price(item, store));
        }
        BigDecimal count = valid.find("37")
                .or(() -> valid.find("30"))
                .map(ElementString.Element::number)
                .orElse(BigDecimal.ONE);
        return new Answer.Meaning(
                "element_string",
                measured == null ? meaning.kind() : price.isPresent() ? "priced" : "weighed",
                meaning.gtin(),
                item,
                meaning.units() == null ? null : meaning.units().multiply(count),
                meaning.unit(),
                measured,
                valid.elements());
    }

    private Item item(String sku) {
        Item item = items.find(sku).orElseThrow(() -> new IllegalStateException("item " + sku + " has a code only"));
        return item.mergedInto() == null ? item : items.find(item.mergedInto()).orElse(item);
    }

    private ItemPrices.@Nullable Tier price(Item item, @Nullable String store) {
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<Optional<ItemPrices.Tier>>)
                        connection -> prices.usual(connection, item.sku(), store, clock.instant())))
                .orElse(null);
    }
}
