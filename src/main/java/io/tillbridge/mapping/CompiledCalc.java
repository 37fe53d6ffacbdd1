package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row with {@code calc}.
 *
 * @param money the cell is money: the operands' currency is its currency
 * @param standIn the default, when an operand is absent
 */
record CompiledCalc(
        String name,
        TargetPath target,
        CompiledExpression expression,
        Typing typing,
        boolean money,
        @Nullable TextNode standIn,
        boolean pii) {

    void run(Scope scope) {
        JsonNode cell;
        try {
            cell = cell(scope);
        } catch (Stop stop) {
            throw stop.at(scope.path(name), null, pii);
        }
        if (!cell.isMissingNode()) {
            target.set(scope.target(), cell);
        }
        List<Explanation.Cell> trace = scope.run().trace();
        if (trace != null) {
            trace.add(new Explanation.Cell(
                    scope.path(name),
                    name,
                    "calc",
                    null,
                    null,
                    List.of("calc " + expression.expression()),
                    Shown.whole(cell, pii)));
        }
    }

    private JsonNode cell(Scope scope) {
        CalcBinding.Currency currency = new CalcBinding.Currency();
        Object value;
        try {
            value = expression.value(scope, currency);
        } catch (Stop stop) {
            if (standIn == null || !stop.code().equals("calc_operand_missing")) {
                throw stop;
            }
            value = null;
        }
        if (value == null) {
            return standIn == null ? MissingNode.getInstance() : typing.cell(standIn, scope);
        }
        if (value instanceof BigDecimal number) {
            JsonNode node = ExactJson.nodes().numberNode(number);
            String code = currency.code();
            requireFits(number, Decimals.of(node) == null ? Integer.MAX_VALUE : Decimals.wholeDigits(number));
            JsonNode cell = typing.cell(money && code != null ? money(node, code) : node, scope);
            requireFits(number, digits(cell));
            return cell;
        }
        return typing.cell(
                value instanceof Boolean truth ? BooleanNode.valueOf(truth) : TextNode.valueOf(value.toString()),
                scope);
    }

    private void requireFits(BigDecimal number, int digits) {
        if (digits > Decimals.DIGITS) {
            throw Stop.because(
                    "too_many_digits",
                    TextNode.valueOf(number.toPlainString()),
                    "at most " + Decimals.DIGITS + " digits of '" + expression.expression()
                            + "'; the sender must correct the figures, or the row write round: with a smaller scale:");
        }
    }

    /** Digits of a number as it is written: what was rounded away as the row says does not count. */
    private static int digits(JsonNode cell) {
        JsonNode number = cell.isObject() ? cell.path("amount") : cell;
        BigDecimal written = Decimals.of(number);
        return written == null ? number.asText().length() : Decimals.digits(written);
    }

    private static JsonNode money(JsonNode amount, String currency) {
        ObjectNode money = ExactJson.nodes().objectNode();
        money.set("amount", amount);
        money.set("currency", TextNode.valueOf(currency));
        return money;
    }
}
