package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Currencies;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Money: {@code {"amount": "19.90", "currency": "USD"}} with exactly the fraction digits of ISO 4217. Takes a number, a
 * decimal text, or a canonical money object; {@code money_minor} takes an integer of minor units.
 */
record MoneyTyping(CellFormat format) implements Typing {

    /** Room for the two members and no more: an order has dozens of them. */
    private static final int MEMBERS = 3;

    @Override
    public JsonNode cell(JsonNode value, Scope scope) {
        boolean object = value.isObject();
        JsonNode number = object ? Objects.requireNonNullElse(value.get("amount"), value) : value;
        String currency = currency(object ? value.get("currency") : null, scope);
        int minor = Currencies.scale(currency);
        if (minor < 0) {
            throw Stop.because("not_a_currency", TextNode.valueOf(currency), "an ISO 4217 code in upper case");
        }
        BigDecimal found = NumberTyping.number(number);
        BigDecimal amount = amount(number, found, minor, object);
        boolean same = amount.compareTo(found) == 0 && amount.scale() == found.scale() && told(number, amount);
        return written(same ? number : null, amount, currency, minor);
    }

    private String currency(@Nullable JsonNode own, Scope scope) {
        JsonNode currency =
                own != null ? own : format.ccy() == null ? null : format.ccy().read(scope);
        if (currency == null || !currency.isTextual()) {
            throw Stop.because("currency_missing", currency, "a currency; add ccy: to the row or a let named ccy");
        }
        return currency.textValue();
    }

    private BigDecimal amount(JsonNode number, BigDecimal read, int minor, boolean object) {
        BigDecimal found = read;
        if (format.type() == CellType.MONEY_MINOR && !object) {
            BigDecimal whole = Decimals.whole(found);
            if (whole == null) {
                throw Stop.because("not_an_integer", number, "an integer of minor units; use type money for decimals");
            }
            found = whole.movePointLeft(minor);
        }
        int scale = format.scale() == null ? minor : format.scale();
        BigDecimal amount = format.round().apply(found, scale);
        if (amount == null) {
            throw Stop.because(
                    "scale_exceeded", number, "at most " + scale + " fraction digits; write round: to allow rounding");
        }
        return amount;
    }

    /** Whether a text is the amount's own: without zeros before the first digit and without a sign before zero. */
    private static boolean told(JsonNode number, BigDecimal amount) {
        if (!number.isTextual()) {
            return false;
        }
        String text = number.textValue();
        int first = text.charAt(0) == '-' ? 1 : 0;
        boolean padded = text.charAt(first) == '0' && text.length() > first + 1 && text.charAt(first + 1) != '.';
        return !padded && (first == 0 || amount.signum() != 0);
    }

    /** Writes an amount; {@code told} is its text where the source has it so already, which is then written as it is. */
    private JsonNode written(@Nullable JsonNode told, BigDecimal amount, String currency, int minor) {
        CellFormat.Write write = format.write() == null ? CellFormat.Write.OBJECT : format.write();
        return switch (write) {
            case OBJECT -> {
                ObjectNode money = new ObjectNode(ExactJson.nodes(), new LinkedHashMap<>(MEMBERS));
                money.set("amount", text(told, amount));
                money.set("currency", TextNode.valueOf(currency));
                yield money;
            }
            case TEXT -> text(told, amount);
            case NUMBER -> ExactJson.nodes().numberNode(amount);
            case MINOR -> minor(amount, minor);
        };
    }

    private static JsonNode text(@Nullable JsonNode told, BigDecimal amount) {
        return told == null ? TextNode.valueOf(amount.toPlainString()) : told;
    }

    private static JsonNode minor(BigDecimal amount, int minor) {
        try {
            return LongNode.valueOf(amount.movePointRight(minor)
                    .setScale(0, RoundingMode.UNNECESSARY)
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw Stop.because(
                    "scale_exceeded",
                    TextNode.valueOf(amount.toPlainString()),
                    "whole minor units of 64 bits; remove scale: or write: minor");
        }
    }
}
