package io.tillbridge.authoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of a new connector: one webhook of orders, and a mapping to be filled. They lint clean as they are. */
public final class Scaffold {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Scaffold() {}

    /** Files by name below the home, and what was guessed. */
    public record Files(Map<String, String> texts, Guess guess) {
        public Files {
            texts = Map.copyOf(texts);
        }
    }

    /**
     * Makes the files.
     *
     * @param sample JSON to guess from; null for an empty document
     * @param baseUrl of the API; null when it is not known
     * @param auth kind of auth that was seen; null for bearer
     * @throws IllegalArgumentException when the name is not one, or the sample is not JSON
     */
    public static Files of(String name, @Nullable String sample, @Nullable String baseUrl, @Nullable String auth) {
        if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name: use lower-case letters, digits, - and _; it is part of URLs and keys");
        }
        JsonNode document = read(sample == null ? "{\"id\": \"1\"}" : sample);
        Guess guess = Guess.of(document);
        JsonNode record =
                guess.list().isEmpty() ? document : document.at(guess.list()).path(0);
        Map<String, String> texts = new TreeMap<>();
        String folder = "config/connectors/" + name + "/" + name;
        texts.put(folder + ".connector.yaml", connector(name, guess, baseUrl, auth));
        texts.put(folder + ".test.yaml", test(name));
        String mapping = "mappings/" + name + "/order/";
        texts.put(mapping + "V001__orders.mapping.yaml", mapping(name, guess));
        texts.put(mapping + "samples/first/in.json", record.toPrettyString() + "\n");
        texts.put(mapping + "samples/README.md", readme(name));
        return new Files(texts, guess);
    }

    private static JsonNode read(String sample) {
        try {
            return JSON.readTree(sample);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the sample is not JSON: " + e.getOriginalMessage());
        }
    }

    private static String connector(String name, Guess guess, @Nullable String baseUrl, @Nullable String auth) {
        StringBuilder text = new StringBuilder("# yaml-language-server: $schema=../../schemas/connector.schema.json\n");
        guess.evidence().forEach(line -> text.append("# guessed: ").append(line).append('\n'));
        boolean basic = "basic".equals(auth);
        text.append("apiVersion: tillbridge/v1\nkind: Connector\nname: ")
                .append(name)
                .append("\nversion: 0.1.0\nspec:\n");
        text.append("  baseUrl: {type: url")
                .append(baseUrl == null ? "" : ", default: \"" + baseUrl + "\"")
                .append("}\n");
        text.append(basic ? "  user: {type: secret}\n  password: {type: secret}\n" : "  token: {type: secret}\n");
        text.append("  webhookSecrets: {type: secret_list}\nclients:\n  api:\n    kind: http\n");
        text.append("    baseUrl: $(settings.baseUrl)\n    auth: ");
        text.append(
                basic
                        ? "{kind: basic, user: $(secrets.user), password: $(secrets.password)}\n"
                        : "{kind: bearer, token: $(secrets.token)}\n");
        text.append("    budget: {kind: fixed, rate: 2/s} # the API's own limit, when its documents say one\n");
        text.append(
                "check:\n  - {name: reachable, request: {get: /}, expect: {any: true}} # a call that needs the credentials\n");
        text.append("inbound:\n  orders:\n    emits: order\n    mapping: ")
                .append(name)
                .append(".order\n");
        if (guess.list().isEmpty() || guess.version() == null) {
            text.append("    source:\n      kind: webhook-in\n");
            text.append("      verify: {kind: hmac, algorithm: sha256, content: [{kind: body}],\n");
            text.append(
                    "        secret: $(secrets.webhookSecrets), signature: {header: X-Signature, encoding: hex}}\n");
        } else {
            text.append("    source:\n      kind: poll-http\n      every: PT15M\n");
            text.append("      request: {get: /orders, query: {updated_since: $(cursor.from)");
            text.append(guess.token() == null ? "}}\n" : ", cursor: $(page.token)}}\n");
            text.append("      records: ").append(guess.list()).append("\n      pages: ");
            text.append(guess.token() == null ? "{kind: none}\n" : "{kind: cursor, token: " + guess.token() + "}\n");
            text.append("      cursor: {field: ")
                    .append(guess.version())
                    .append(", type: ")
                    .append(guess.versionType());
            text.append(", start: epoch}\n");
        }
        text.append("    key: {pointer: ").append(guess.id()).append("}\n");
        if (guess.version() != null) {
            text.append("    stale: {version: {pointer: ")
                    .append(guess.version())
                    .append(", type: ");
            text.append(guess.versionType()).append("}}\n");
        }
        String written = text.toString();
        boolean polls = written.contains("poll-http");
        return polls ? written.replace("  webhookSecrets: {type: secret_list}\n", "") : written;
    }

    private static String test(String name) {
        return "# yaml-language-server: $schema=../../schemas/connectortest.schema.json\n"
                + "apiVersion: tillbridge/v1\nkind: ConnectorTest\nconnector: " + name + "\n";
    }

    /** The fewest cells that an order needs; the rest is the integrator's. */
    private static String mapping(String name, Guess guess) {
        String version = guess.version() == null
                ? "{to: revision, type: instant, from: $event.receivedAt}"
                : guess.versionType().equals("int")
                        ? "{to: revision, type: int, from: " + guess.version().substring(1) + "}"
                        : "{to: revision, type: instant, from: "
                                + guess.version().substring(1) + "}";
        return "apiVersion: tillbridge/v1\nkind: Mapping\nsubject: " + name + ".order\nversion: 1\nfrom: " + name
                + "/order.1\nto: canonical/order.v1\nrows:\n"
                + "  - {to: system, type: id, from: $connection.id}\n"
                + "  - {to: id, type: id, from: " + guess.id().substring(1) + "}\n"
                + "  - {to: number, type: string, from: " + guess.id().substring(1) + "} # as people read it\n"
                + "  - {to: state, type: enum, const: open} # a value map of the system's own states\n"
                + "  - {to: placedAt, type: instant, from: $event.receivedAt} # when the order was placed\n"
                + "  - " + version + "\n"
                + "  - {to: currency, type: currency, const: EUR} # the order's own\n"
                + "  - {to: taxIncluded, type: bool, const: \"true\"}\n"
                + "  - to: lines[]\n    each: lines # where the document has its lines\n    key: [id]\n    rows:\n"
                + "      - {to: id, type: id, from: id}\n"
                + "      - {to: sku, type: string, from: sku}\n"
                + "      - {to: quantity, type: decimal, from: quantity, scale: 3}\n"
                + "unmapped: {policy: report}\n";
    }

    private static String readme(String name) {
        return "Put one real document per folder as in.json, then run `tillbridge mapping test " + name
                + ".order`\nand keep what it prints as out.json once it is right.\n";
    }
}
