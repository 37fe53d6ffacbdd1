package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes credentials and personal data out of what is printed or recorded. Members are known by their names: better one too
 * many is masked than one too few.
 */
final class Masked {

    static final String MASK = "***";

    private static final Pattern PERSONAL = Pattern.compile(
            ".*(e_?mail|phone|mobile|fax|first_?name|last_?name|full_?name|given_?name|family_?name|company|street|address"
                    + "|city|zip|postal|postcode|birth|iban|card|account|latitude|longitude|ip$|browser|user_?agent|note"
                    + "|token|secret|password|authorization|signature|api_?key|credential).*");

    private final List<String> secrets;

    /**
     * A mask.
     *
     * @param secrets values that must not appear anywhere
     */
    Masked(List<String> secrets) {
        this.secrets = secrets.stream().filter(secret -> !secret.isBlank()).toList();
    }

    /** A document without personal data and secrets. */
    JsonNode json(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> {
                JsonNode value = member.getValue();
                boolean personal = PERSONAL.matcher(member.getKey().toLowerCase(Locale.ROOT))
                        .matches();
                masked.set(
                        member.getKey(),
                        personal && value.isValueNode() && !value.isNull() && !value.isBoolean()
                                ? TextNode.valueOf(MASK)
                                : json(value));
            });
            return masked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> masked.add(json(element)));
            return masked;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.textValue())) : node;
    }

    /** A text without secrets, written plainly or percent-encoded. */
    String text(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK).replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), MASK);
        }
        return masked;
    }
}
