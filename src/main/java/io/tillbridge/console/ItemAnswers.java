package io.tillbridge.console;

import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.Item;
import io.tillbridge.catalog.ItemQueries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Items as the API shows them. */
@Component
final class ItemAnswers {

    private static final int MOST_REFERENCES = 200;

    private final ItemQueries items;

    ItemAnswers(ItemQueries items) {
        this.items = items;
    }

    /** @throws ApiProblem 404 when there is no such item */
    ItemAnswer of(String sku) {
        return items.find(sku).map(this::of).orElseThrow(() -> unknown(sku));
    }

    ItemAnswer of(Item item) {
        List<Remote> references =
                items.links(new ItemQueries.LinkFilter(null, null, item.sku(), null), null, MOST_REFERENCES).stream()
                        .map(recorded -> recorded.link().remote())
                        .toList();
        return ItemAnswer.of(item, references);
    }

    static ApiProblem unknown(String sku) {
        return ApiProblem.notFound(
                "sku_unknown",
                "no item " + sku + "; PUT /api/items/" + UriUtils.encode(sku, StandardCharsets.UTF_8) + " adds it");
    }
}
