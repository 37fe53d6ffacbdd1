package io.tillbridge.console;

import io.tillbridge.barcode.Gtin;
import io.tillbridge.canonical.Amount;
import io.tillbridge.canonical.ItemUpserted.Component;
import io.tillbridge.canonical.ItemUpserted.Option;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.ItemText;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an item is to be; a cell that is absent is emptied. Its codes beside the GTIN have resources of their own. */
record ItemBody(
        @Nullable String name,
        @Nullable String gtin,
        @Nullable String category,
        @Nullable String unit,
        @Nullable String kind,
        @Nullable String parent,
        @Nullable List<Option> options,
        @Nullable List<Component> components,
        @Nullable String taxCategory,
        @Nullable String abcClass,
        ItemAnswer.@Nullable Money cost) {

    private static final List<String> KINDS = List.of("simple", "variant", "bundle", "kit");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,5})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MOST_PARTS = 500;

    /** The cells as the master keeps them. */
    Map<ItemField, String> cells() {
        Map<ItemField, String> cells = new EnumMap<>(ItemField.class);
        put(cells, ItemField.NAME, Texts.optional("name", name));
        put(cells, ItemField.GTIN, gtin == null ? null : gtin(gtin));
        put(cells, ItemField.CATEGORY, Texts.optional("category", category));
        put(cells, ItemField.UNIT, Texts.optional("unit", unit));
        Texts.word("kind", kind, KINDS);
        put(cells, ItemField.KIND, kind);
        put(cells, ItemField.PARENT, parent == null ? null : Texts.id("parent", parent));
        put(cells, ItemField.OPTIONS, options == null ? null : options(options));
        put(cells, ItemField.COMPONENTS, components == null ? null : components(components));
        put(cells, ItemField.TAX_CATEGORY, Texts.optional("taxCategory", taxCategory));
        put(cells, ItemField.ABC_CLASS, Texts.optional("abcClass", abcClass));
        put(cells, ItemField.COST, cost == null ? null : cost(cost));
        return cells;
    }

    private static void put(Map<ItemField, String> cells, ItemField field, @Nullable String value) {
        if (value != null) {
            cells.put(field, value);
        }
    }

    private static String gtin(String code) {
        Gtin gtin = BarcodesApi.candidates(code).get(0);
        if (gtin.restricted()) {
            throw ApiProblem.badRequest(
                    "gtin_restricted",
                    "GTIN " + gtin.value() + " is of a range for prices, weights and internal numbers; no item may have"
                            + " it. PUT /api/items/SKU/codes/" + gtin.value().substring(1) + " files it as a code");
        }
        return gtin.value();
    }

    private static String options(List<Option> options) {
        for (Option option : bounded("options", options)) {
            Texts.id("options", option.name());
            Texts.id("options", option.value());
        }
        return ItemText.options(options);
    }

    private static String components(List<Component> components) {
        for (Component part : bounded("components", components)) {
            Texts.id("components", part.sku());
            positive("components", part.quantity());
        }
        return ItemText.components(components);
    }

    private static <T> List<T> bounded(String name, List<T> parts) {
        if (parts.size() > MOST_PARTS || parts.stream().anyMatch(part -> part == null)) {
            throw ApiProblem.badRequest(
                    Texts.invalid(name), "'" + name + "' must be at most " + MOST_PARTS + " objects");
        }
        return parts;
    }

    /** An exact decimal above zero, at most 12 digits before and 5 behind the point. */
    static BigDecimal positive(String name, @Nullable String text) {
        if (text == null || !DECIMAL.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw ApiProblem.badRequest(
                    Texts.invalid(name),
                    "'" + name + "' has a quantity '" + text
                            + "'; expected a decimal above zero as text, with at most 5 digits behind the point");
        }
        return new BigDecimal(text);
    }

    private static String cost(ItemAnswer.Money cost) {
        if (cost.amount() == null
                || !DECIMAL.matcher(cost.amount()).matches()
                || cost.currency() == null
                || !CURRENCY.matcher(cost.currency()).matches()) {
            throw ApiProblem.badRequest(
                    "invalid_cost",
                    "'cost' must be an amount, an exact decimal as text, and a currency of three letters");
        }
        return ItemText.cost(new Amount(new BigDecimal(cost.amount()), cost.currency()));
    }
}
