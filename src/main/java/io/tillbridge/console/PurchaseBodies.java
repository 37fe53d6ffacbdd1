package io.tillbridge.console;

import io.tillbridge.canonical.InvalidCanonicalEvent;
import io.tillbridge.canonical.Quantities;
import io.tillbridge.purchasing.PurchaseOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What requests about purchase orders say, and how it is read. */
final class PurchaseBodies {

    private static final int MOST_LINES = 500;
    private static final int MONEY_DIGITS = 18;

    private PurchaseBodies() {}

    /**
     * What to order.
     *
     * @param number what the supplier is told and its answers name
     * @param supplier whose cross reference tells destinations who it is
     * @param location where the goods are to arrive
     * @param currency of the prices, such as EUR; needed where a line has one
     */
    record Draft(
            String number,
            String supplier,
            String location,
            @Nullable String currency,
            @Nullable Instant expectedAt,
            List<Line> lines) {}

    /**
     * An item.
     *
     * @param quantity in base units
     * @param packUnits base units in a pack, when it is ordered by packs; the quantity is whole packs
     * @param packUnit what the supplier calls the pack
     * @param unitPrice of a base unit
     */
    record Line(
            String sku,
            String quantity,
            @Nullable String packUnits,
            @Nullable String packUnit,
            @Nullable String supplierSku,
            @Nullable String unitPrice) {}

    static PurchaseOrder draft(Draft body, Instant now, String by) {
        if (body.lines() == null || body.lines().isEmpty() || body.lines().size() > MOST_LINES) {
            throw invalid("'lines' must hold 1 to " + MOST_LINES + " lines");
        }
        Currency currency = body.currency() == null ? null : currency(body.currency());
        Set<String> skus = new HashSet<>();
        List<PurchaseOrder.Line> lines = new ArrayList<>();
        for (Line line : body.lines()) {
            PurchaseOrder.Line read = line(line, lines.size() + 1, currency);
            if (!skus.add(read.sku())) {
                throw invalid("item '" + read.sku() + "' is there twice; add up its quantities");
            }
            lines.add(read);
        }
        return new PurchaseOrder(
                Texts.id("number", body.number()),
                0,
                PurchaseOrder.State.DRAFT,
                Texts.id("supplier", body.supplier()),
                Texts.id("location", body.location()),
                body.currency(),
                body.expectedAt(),
                0,
                now,
                by,
                null,
                null,
                lines);
    }

    private static PurchaseOrder.Line line(Line line, int number, @Nullable Currency currency) {
        PurchaseOrder.Line read = new PurchaseOrder.Line(
                number,
                Texts.id("sku", line.sku()),
                positive("quantity", line.quantity()),
                line.packUnits() == null ? null : positive("packUnits", line.packUnits()),
                Texts.optional("packUnit", line.packUnit()),
                Texts.optional("supplierSku", line.supplierSku()),
                line.unitPrice() == null ? null : price(line.unitPrice(), currency));
        if (!read.wholePacks()) {
            throw invalid("item '" + read.sku() + "' is ordered by packs of " + line.packUnits() + ", and "
                    + line.quantity() + " is no whole number of them; order a multiple");
        }
        return read;
    }

    private static BigDecimal positive(String name, @Nullable String text) {
        try {
            BigDecimal number = Quantities.parse(text == null ? "" : text, name);
            if (number.signum() > 0) {
                return number;
            }
        } catch (InvalidCanonicalEvent e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        throw invalid("'" + name + "' is " + text + "; expected more than zero");
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest(
                    "invalid_currency", "'currency' is '" + code + "'; expected an ISO 4217 code such as EUR");
        }
    }

    private static BigDecimal price(String text, @Nullable Currency currency) {
        if (currency == null) {
            throw invalid("'unitPrice' is '" + text + "' and the order has no 'currency'; add it");
        }
        int digits = Math.max(currency.getDefaultFractionDigits(), 0);
        try {
            BigDecimal price = new BigDecimal(text);
            if (price.signum() >= 0 && price.precision() <= MONEY_DIGITS && price.scale() <= digits) {
                return price;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number that is no price
        }
        throw invalid("'unitPrice' is '" + text + "'; expected zero or more with at most " + digits
                + " digits behind the point, as " + currency + " has");
    }

    private static ApiProblem invalid(String detail) {
        return ApiProblem.badRequest("invalid_lines", detail);
    }
}
