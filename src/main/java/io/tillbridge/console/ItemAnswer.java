package io.tillbridge.console;

import io.tillbridge.canonical.ItemUpserted.Component;
import io.tillbridge.canonical.ItemUpserted.Option;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.Item;
import io.tillbridge.catalog.ItemCode;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.ItemText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item and the ids by which systems know it (the first 200).
 *
 * @param unit base unit of its quantities
 * @param kind {@code simple}, {@code variant}, {@code bundle} or {@code kit}
 * @param parent SKU of a variant's parent
 * @param components of a bundle or kit
 * @param codes beside its GTIN
 * @param cost standard cost of one base unit
 * @param locked fields that no system changes
 * @param mergedInto SKU of the item that it turned out to be
 */
record ItemAnswer(
        String sku,
        @Nullable String name,
        @Nullable String gtin,
        @Nullable String category,
        @Nullable String unit,
        @Nullable String kind,
        @Nullable String parent,
        @Nullable List<Option> options,
        @Nullable List<Component> components,
        @Nullable List<CodeAnswer> codes,
        @Nullable String taxCategory,
        @Nullable String abcClass,
        @Nullable Money cost,
        @Nullable List<String> locked,
        @Nullable String mergedInto,
        Instant updatedAt,
        List<Remote> references) {

    /** @param amount exact decimal as text */
    record Money(String amount, String currency) {

        /** Of a text such as {@code 12.5 EUR}. */
        static Money of(String text) {
            int blank = text.indexOf(' ');
            return new Money(text.substring(0, blank), text.substring(blank + 1));
        }
    }

    /**
     * A code of an item.
     *
     * @param kind {@code gtin}, {@code restricted}, {@code internal} or {@code other}
     * @param units base units in what has the code
     * @param unit name of the pack
     * @param store where it means the item; absent everywhere
     * @param source connection that said it, or {@code person}
     */
    record CodeAnswer(
            String code,
            String kind,
            String units,
            @Nullable String unit,
            @Nullable String store,
            String source) {

        static CodeAnswer of(ItemCode code) {
            return new CodeAnswer(
                    code.code(), code.kind(), code.units().toPlainString(), code.unit(), code.store(), code.source());
        }
    }

    static ItemAnswer of(Item item, List<Remote> references) {
        List<Option> options = ItemText.readOptions(item.cell(ItemField.OPTIONS).orElse(null));
        List<Component> components =
                ItemText.readComponents(item.cell(ItemField.COMPONENTS).orElse(null));
        return new ItemAnswer(
                item.sku(),
                item.cell(ItemField.NAME).orElse(null),
                item.cell(ItemField.GTIN).orElse(null),
                item.cell(ItemField.CATEGORY).orElse(null),
                item.cell(ItemField.UNIT).orElse(null),
                item.cell(ItemField.KIND).orElse(null),
                item.cell(ItemField.PARENT).orElse(null),
                orNull(options),
                orNull(components),
                orNull(item.codes().stream().map(CodeAnswer::of).toList()),
                item.cell(ItemField.TAX_CATEGORY).orElse(null),
                item.cell(ItemField.ABC_CLASS).orElse(null),
                item.cell(ItemField.COST).map(Money::of).orElse(null),
                orNull(item.locked().stream().map(ItemField::word).toList()),
                item.mergedInto(),
                item.updatedAt(),
                references);
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
