package io.tillbridge.console;

import io.tillbridge.barcode.ElementString.Element;
import io.tillbridge.catalog.Measured;
import io.tillbridge.catalog.ScannedCodes.Answer.Meaning;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a code means.
 *
 * @param rule which decided: {@code code}, {@code gtin}, {@code indicator}, {@code element_string}, {@code sscc} or
 *     {@code restricted:NAME}
 * @param kind a unit, a case or pack, goods with weight or total on their label, or a logistic unit
 * @param indicator the pack's indicator digit, where it decided
 * @param units base units in what was scanned; absent when the item master does not say
 * @param price of weighed or priced goods as a whole
 * @param quantity of weighed or priced goods in the item's base unit, to the gram
 * @param difference price on the label less quantity times unit price
 */
record BarcodeAnswer(
        String code,
        @Nullable String gtin,
        String kind,
        String rule,
        @Nullable String indicator,
        @Nullable ItemAnswer item,
        @Nullable String units,
        @Nullable String unit,
        ItemAnswer.@Nullable Money price,
        @Nullable String kilograms,
        @Nullable String quantity,
        ItemAnswer.@Nullable Money unitPrice,
        ItemAnswer.@Nullable Money difference,
        @Nullable String lot,
        @Nullable LocalDate expiry,
        @Nullable LocalDate bestBefore,
        @Nullable String serial,
        @Nullable String sscc,
        @Nullable List<ElementAnswer> elements) {

    /** One element of a GS1 code. */
    record ElementAnswer(String ai, String title, String value) {}

    static BarcodeAnswer of(String code, Meaning meaning, @Nullable ItemAnswer item, LocalDate today) {
        Measured measured = meaning.measured();
        List<Element> elements = meaning.elements();
        String currency = measured == null ? null : measured.currency();
        return new BarcodeAnswer(
                code,
                meaning.gtin(),
                meaning.kind(),
                meaning.rule(),
                meaning.kind().equals("case") && meaning.gtin() != null
                        ? meaning.gtin().substring(0, 1)
                        : null,
                item,
                text(meaning.units()),
                meaning.unit(),
                measured == null ? null : money(measured.price(), currency),
                measured == null ? null : text(measured.kilograms()),
                measured == null ? null : text(measured.quantity()),
                measured == null ? null : money(measured.unitPrice(), currency),
                measured == null ? null : money(measured.difference(), currency),
                value(elements, "10"),
                date(elements, "17", today),
                date(elements, "15", today),
                value(elements, "21"),
                meaning.rule().equals("sscc") ? code : value(elements, "00"),
                elements.isEmpty()
                        ? null
                        : elements.stream()
                                .map(one -> new ElementAnswer(one.ai(), one.title(), one.value()))
                                .toList());
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static ItemAnswer.@Nullable Money money(@Nullable BigDecimal amount, @Nullable String currency) {
        return (amount == null || currency == null) ? null : new ItemAnswer.Money(amount.toPlainString(), currency);
    }

    private static @Nullable String value(List<Element> elements, String ai) {
        return elements.stream()
                .filter(one -> one.ai().equals(ai))
                .map(Element::value)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable LocalDate date(List<Element> elements, String ai, LocalDate today) {
        return elements.stream()
                .filter(one -> one.ai().equals(ai))
                .map(one -> one.date(today))
                .findFirst()
                .orElse(null);
    }
}
