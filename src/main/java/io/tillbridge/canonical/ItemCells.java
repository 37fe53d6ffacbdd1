package io.tillbridge.canonical;

import static io.tillbridge.canonical.Cells.elements;
import static io.tillbridge.canonical.Cells.id;
import static io.tillbridge.canonical.Cells.instant;
import static io.tillbridge.canonical.Cells.optional;
import static io.tillbridge.canonical.Cells.optionalId;
import static io.tillbridge.canonical.Cells.quantity;
import static io.tillbridge.canonical.Cells.revision;
import static io.tillbridge.canonical.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.ItemUpserted.Code;
import io.tillbridge.canonical.ItemUpserted.Component;
import io.tillbridge.canonical.ItemUpserted.More;
import io.tillbridge.canonical.ItemUpserted.Option;
import io.tillbridge.canonical.ItemUpserted.Reference;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads items and their prices. */
final class ItemCells {

    private static final List<String> KINDS = List.of("simple", "variant", "bundle", "kit");
    private static final int MONEY_DIGITS = 18;

    private ItemCells() {}

    static ItemUpserted item(ObjectNode body, Instant receivedAt) {
        return new ItemUpserted(
                id(body, "system"),
                id(body, "id"),
                text(body, "sku"),
                optional(body, "name"),
                optional(body, "gtin"),
                more(body),
                revision(body),
                elements(body, "references", reference -> new Reference(text(reference, "kind"), id(reference, "id"))),
                receivedAt);
    }

    static PriceChanged price(ObjectNode body) {
        Instant from = instant(body, "effectiveFrom");
        Instant to = body.hasNonNull("effectiveTo") ? instant(body, "effectiveTo") : null;
        if (to != null && to.isBefore(from)) {
            throw new InvalidCanonicalEvent(
                    "effectiveTo", "expected effectiveFrom or an instant after it, found " + to);
        }
        return new PriceChanged(
                id(body, "system"),
                id(body, "sku"),
                from,
                to,
                amount(body, "price"),
                body.hasNonNull("taxIncluded") ? body.get("taxIncluded").asBoolean() : null,
                optionalId(body, "list"),
                optionalId(body, "store"),
                body.hasNonNull("revision") ? revision(body) : null,
                body.path("cancelled").asBoolean());
    }

    private static More more(ObjectNode body) {
        String kind = optional(body, "kind");
        if (kind != null && !KINDS.contains(kind)) {
            throw new InvalidCanonicalEvent("kind", "expected one of " + KINDS + ", found '" + kind + "'");
        }
        return new More(
                optional(body, "category"),
                optional(body, "unit"),
                kind,
                optionalId(body, "parent"),
                list(body, "options", option -> new Option(id(option, "name"), text(option, "value"))),
                list(body, "components", part -> new Component(id(part, "sku"), positive(part, "quantity"))),
                list(
                        body,
                        "codes",
                        code -> new Code(
                                id(code, "code"),
                                code.hasNonNull("units") ? positive(code, "units") : "1",
                                optional(code, "unit"))),
                optional(body, "taxCategory"),
                optional(body, "abcClass"),
                body.hasNonNull("cost") ? amount(body, "cost") : null);
    }

    private static <T> @Nullable List<T> list(ObjectNode body, String name, Function<JsonNode, T> reader) {
        return body.hasNonNull(name) ? List.copyOf(elements(body, name, reader)) : null;
    }

    private static String positive(JsonNode node, String name) {
        BigDecimal number = quantity(node, name);
        if (number.signum() <= 0) {
            throw new InvalidCanonicalEvent(name, "expected more than zero, found " + PlainDecimal.text(number));
        }
        return PlainDecimal.text(number);
    }

    private static Amount amount(ObjectNode body, String name) {
        JsonNode money = body.path(name);
        try {
            BigDecimal value = new BigDecimal(text(money, "amount"));
            if (value.signum() < 0 || value.precision() > MONEY_DIGITS || Math.abs(value.scale()) > MONEY_DIGITS) {
                throw new InvalidCanonicalEvent(
                        "amount", "expected zero or more with at most " + MONEY_DIGITS + " digits");
            }
            return new Amount(value, text(money, "currency"));
        } catch (NumberFormatException e) {
            throw new InvalidCanonicalEvent(
                    name + ".amount",
                    "expected an exact decimal as text, found '"
                            + money.path("amount").asText() + "'");
        } catch (InvalidCanonicalEvent e) {
            throw e.below(name);
        }
    }
}
