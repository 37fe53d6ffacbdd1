package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one operand of an expression reads: a mapped cell, a whole column of them, or a let.
 *
 * @param path over the result; over the lets when it starts with {@code $}
 * @param inRoot read from the whole result instead of the block's element
 * @param type of the cell
 * @param column whether the operand is a list
 */
record CalcBinding(SourcePath path, boolean inRoot, CellType type, boolean column) {

    /** The one currency of all money operands. */
    static final class Currency {
        private @Nullable String code;

        @Nullable
        String code() {
            return code;
        }

        private void see(String seen) {
            if (code != null && !code.equals(seen)) {
                throw Stop.because(
                        "mixed_currencies", null, "money of one currency, not " + code + " and " + seen + " together");
            }
            code = seen;
        }
    }

    /** BigDecimal, String, Boolean, a List of these, or null for an absent cell. */
    @Nullable
    Object read(Scope scope, Currency currency) {
        JsonNode found = path.root() == SourcePath.Root.LET
                ? path.read(scope)
                : path.walk(inRoot ? scope.root().target() : scope.target(), 0);
        if (!column) {
            return value(found, currency);
        }
        List<Object> values = new ArrayList<>(found.size());
        for (JsonNode element : found) {
            Object value = value(element, currency);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** An operand that cannot be read must not count as absent: a sum would leave it out. */
    private static BigDecimal number(JsonNode node) {
        BigDecimal number = Decimals.of(node);
        if (number == null) {
            throw Stop.because(
                    "too_many_digits", node, "a number of at most 60 characters; the sender must correct the figure");
        }
        return number;
    }

    private @Nullable Object value(JsonNode node, Currency currency) {
        if (CompiledCell.absent(node)) {
            return null;
        }
        JsonNode amount = node.get("amount");
        if (amount != null) {
            currency.see(node.path("currency").asText());
            return number(amount);
        }
        if (type.numeric()) {
            return number(node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }
}
