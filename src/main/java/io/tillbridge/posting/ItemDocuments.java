package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Amount;
import io.tillbridge.catalog.ItemChange;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.ItemText;
import io.tillbridge.catalog.PricesTold.Told;
import io.tillbridge.mapping.ExactJson;
import java.util.Map;

/** The canonical events {@code item_master.v1} and {@code price.v1} that destinations are told. */
final class ItemDocuments {

    private ItemDocuments() {}

    static ObjectNode item(ItemChange change) {
        ObjectNode document = ExactJson.nodes().objectNode().put("sku", change.sku());
        Map<ItemField, String> cells = change.cells();
        cells.forEach((field, text) -> cell(document, field, text));
        return document.put("sequence", change.sequence());
    }

    private static void cell(ObjectNode document, ItemField field, String text) {
        switch (field) {
            case OPTIONS -> {
                ArrayNode options = document.putArray(field.word());
                ItemText.readOptions(text)
                        .forEach(one ->
                                options.addObject().put("name", one.name()).put("value", one.value()));
            }
            case COMPONENTS -> {
                ArrayNode components = document.putArray(field.word());
                ItemText.readComponents(text)
                        .forEach(one ->
                                components.addObject().put("sku", one.sku()).put("quantity", one.quantity()));
            }
            case CODES -> {
                ArrayNode codes = document.putArray(field.word());
                ItemText.readCodes(text).forEach(one -> {
                    ObjectNode code = codes.addObject().put("code", one.code()).put("units", one.units());
                    if (one.unit() != null) {
                        code.put("unit", one.unit());
                    }
                });
            }
            case COST -> {
                int blank = text.indexOf(' ');
                document.putObject(field.word())
                        .put("amount", text.substring(0, blank))
                        .put("currency", text.substring(blank + 1));
            }
            default -> document.put(field.word(), text);
        }
    }

    static ObjectNode price(Told told, long sequence) {
        ObjectNode document =
                ExactJson.nodes().objectNode().put("sku", told.key().sku());
        document.set("price", money(told.price()));
        if (told.taxIncluded() != null) {
            document.put("taxIncluded", told.taxIncluded());
        }
        if (!told.key().list().isEmpty()) {
            document.put("list", told.key().list());
        }
        if (!told.key().store().isEmpty()) {
            document.put("store", told.key().store());
        }
        document.put("effectiveFrom", told.effectiveFrom().toString());
        if (told.effectiveTo() != null) {
            document.put("effectiveTo", told.effectiveTo().toString());
        }
        return document.put("sequence", sequence);
    }

    static ObjectNode money(Amount amount) {
        return ExactJson.nodes()
                .objectNode()
                .put("amount", amount.value().toPlainString())
                .put("currency", amount.currency());
    }
}
