package io.tillbridge.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Amount;
import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.canonical.ItemUpserted.Code;
import io.tillbridge.canonical.ItemUpserted.Component;
import io.tillbridge.canonical.ItemUpserted.Option;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of an item as texts that are equal when they say the same: lists are JSON in a fixed order, an amount is the
 * exact figure and its currency. So all cells are compared, owned and corrected alike.
 */
public final class ItemText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ItemText() {}

    /** What a system says; cells that it leaves out are absent. */
    public static Map<ItemField, String> of(ItemUpserted item) {
        Map<ItemField, String> cells = new EnumMap<>(ItemField.class);
        ItemUpserted.More more = item.more();
        put(cells, ItemField.NAME, item.name());
        put(cells, ItemField.GTIN, item.gtin());
        put(cells, ItemField.CATEGORY, more.category());
        put(cells, ItemField.UNIT, more.unit());
        put(cells, ItemField.KIND, more.kind());
        put(cells, ItemField.PARENT, more.parent());
        put(cells, ItemField.OPTIONS, more.options() == null ? null : options(more.options()));
        put(cells, ItemField.COMPONENTS, more.components() == null ? null : components(more.components()));
        put(cells, ItemField.CODES, more.codes() == null ? null : codes(more.codes()));
        put(cells, ItemField.TAX_CATEGORY, more.taxCategory());
        put(cells, ItemField.ABC_CLASS, more.abcClass());
        put(cells, ItemField.COST, more.cost() == null ? null : cost(more.cost()));
        return Codes.restrictedApart(cells);
    }

    private static void put(Map<ItemField, String> cells, ItemField field, @Nullable String value) {
        if (value != null) {
            cells.put(field, value);
        }
    }

    /** An amount such as {@code 12.50 EUR}; its scale does not tell two apart. */
    public static String cost(Amount amount) {
        BigDecimal value = amount.value();
        return (value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString()) + " " + amount.currency();
    }

    public static String options(List<Option> options) {
        Map<String, Option> sorted = new TreeMap<>();
        options.forEach(one -> sorted.put(one.name(), one));
        ArrayNode array = JSON.createArrayNode();
        sorted.values().forEach(one -> array.addObject().put("name", one.name()).put("value", one.value()));
        return array.toString();
    }

    /** Two entries of one component are one with the sum. */
    public static String components(List<Component> components) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        components.forEach(one -> sums.merge(one.sku(), new BigDecimal(one.quantity()), BigDecimal::add));
        ArrayNode array = JSON.createArrayNode();
        sums.forEach((sku, sum) -> array.addObject().put("sku", sku).put("quantity", plain(sum)));
        return array.toString();
    }

    /** Codes in the form in which they are filed; of one code the last counts. */
    public static String codes(List<Code> codes) {
        Map<String, Code> filed = new TreeMap<>();
        for (Code one : codes) {
            String code = Codes.filed(one.code());
            filed.put(code, new Code(code, plain(new BigDecimal(one.units())), one.unit()));
        }
        ArrayNode array = JSON.createArrayNode();
        filed.values().forEach(one -> {
            ObjectNode node = array.addObject().put("code", one.code()).put("units", one.units());
            if (one.unit() != null) {
                node.put("unit", one.unit());
            }
        });
        return array.toString();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** The options of a text made here, or of none. */
    public static List<Option> readOptions(@Nullable String text) {
        List<Option> options = new ArrayList<>();
        array(text)
                .forEach(one -> options.add(
                        new Option(one.path("name").asText(), one.path("value").asText())));
        return options;
    }

    /** The components of a text made here, or of none. */
    public static List<Component> readComponents(@Nullable String text) {
        List<Component> components = new ArrayList<>();
        array(text)
                .forEach(one -> components.add(new Component(
                        one.path("sku").asText(), one.path("quantity").asText())));
        return components;
    }

    /** The codes of a text made here, or of none, in the order of the codes. */
    public static List<Code> readCodes(@Nullable String text) {
        List<Code> codes = new ArrayList<>();
        array(text)
                .forEach(one -> codes.add(new Code(
                        one.path("code").asText(),
                        one.path("units").asText(),
                        one.hasNonNull("unit") ? one.path("unit").asText() : null)));
        codes.sort(Comparator.comparing(Code::code));
        return codes;
    }

    private static JsonNode array(@Nullable String text) {
        try {
            return text == null ? JSON.createArrayNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a list made here: " + text, e);
        }
    }
}
