package io.tillbridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The text of a JSON value as conditions compare it and keys join it. */
public final class JsonText {

    private JsonText() {}

    /** A scalar's text, numbers in plain notation; an object's or array's JSON; null when absent or an explicit null. */
    public static @Nullable String of(@Nullable JsonNode node) {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isBigDecimal() || node.isDouble() || node.isFloat()) {
            return node.decimalValue().toPlainString();
        }
        return node.isContainerNode() ? node.toString() : node.asText();
    }
}
