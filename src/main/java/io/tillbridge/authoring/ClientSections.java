package io.tillbridge.authoring;

import io.tillbridge.platform.YamlMap;
import java.util.List;
import java.util.StringJoiner;

/** What a page says of the clients: how they are reached, as whom, how often, and what their errors mean. */
final class ClientSections {

    private static final String BUILT_IN =
            "The first row that matches decides. After these: 401 asks for new credentials"
                    + " once, 403 fails, 429 waits as `Retry-After` says, 408, 5xx and no answer are repeated after PT1S to PT15M,"
                    + " any other status but 2xx fails. A poll that fails goes on from its cursor; a call that tells something"
                    + " becomes a dead letter.";

    private final YamlMap clients;
    private final PageText page;

    ClientSections(YamlMap root, PageText page) {
        this.clients = root.map("clients");
        this.page = page;
    }

    void write() {
        if (clients.keys().isEmpty()) {
            return;
        }
        page.section("Clients");
        page.columns("name", "kind", "at", "proves itself by", "scopes asked for");
        for (String name : clients.keys()) {
            YamlMap client = clients.map(name);
            page.row("`" + name + "`", client.text("kind", ""), at(client), proof(client), scopes(client.map("auth")));
        }
        page.section("Limits");
        page.columns("client", "calls", "at once", "longest call", "longest answer");
        for (String name : clients.keys()) {
            YamlMap client = clients.map(name);
            boolean http = client.text("kind", "").equals("http");
            page.row(
                    "`" + name + "`",
                    calls(client.map("budget")),
                    client.map("budget").text("concurrency", ""),
                    client.text("timeout", http ? "PT30S" : ""),
                    client.text("maxResponseBytes", http ? "10MB" : ""));
        }
    }

    /** The error rows of each client that makes calls. */
    void errors() {
        for (String name : clients.keys()) {
            YamlMap client = clients.map(name);
            if (client.text("kind", "").equals("http")) {
                List<YamlMap> rows = client.list("errors").maps();
                page.section("Errors of `" + name + "`");
                page.says(
                        rows.isEmpty()
                                ? BUILT_IN.replace("The first row that matches decides. After these: ", "")
                                : BUILT_IN);
                rows(rows);
            }
        }
    }

    /** Error rows, if there are any. */
    void rows(List<YamlMap> errors) {
        if (!errors.isEmpty()) {
            page.columns("when", "do");
            errors.forEach(error -> page.row(YamlWords.of(error.node("when")), YamlWords.rest(error, "when")));
        }
    }

    private static String at(YamlMap client) {
        for (String word : List.of("baseUrl", "host", "url", "bootstrap", "path")) {
            if (client.has(word)) {
                return client.text(word);
            }
        }
        return "";
    }

    private static String proof(YamlMap client) {
        YamlMap auth = client.map("auth");
        StringJoiner proof = new StringJoiner(", ");
        for (String word : List.of("kind", "in", "name", "grant", "tokenUrl", "path", "algorithm", "signature")) {
            String said = auth.has(word) ? YamlWords.of(auth.node(word)) : "";
            if (!said.isEmpty()) {
                proof.add(
                        word.equals("kind") || word.equals("grant") || word.equals("name") ? said : word + " " + said);
            }
        }
        if (auth.map("send").has("name")) {
            proof.add("token in " + auth.map("send").text("in", "header") + " "
                    + auth.map("send").text("name"));
        }
        if (proof.length() == 0) {
            for (String word : List.of("user", "privateKey", "password", "mechanism")) {
                if (client.has(word)) {
                    proof.add(word);
                }
            }
        }
        return proof.toString();
    }

    private static String scopes(YamlMap auth) {
        YamlMap holder = auth.has("exchange") ? auth.map("exchange") : auth;
        return String.join(", ", holder.list("scopes").strings());
    }

    private static String calls(YamlMap budget) {
        String shared = budget.has("scope") ? "; one budget for each " + YamlWords.of(budget.node("scope")) : "";
        return switch (budget.text("kind", "")) {
            case "fixed" -> budget.text("rate", "no rate") + shared;
            case "window" -> budget.text("limit", "") + " in any " + budget.text("per", "") + shared;
            case "bucket_from_response" ->
                "points, as answers tell at " + budget.text("available", "") + "; " + budget.text("reserve", "0")
                        + " are left to others" + shared;
            case "headers" ->
                "as the headers " + budget.text("limit", "") + ", " + budget.text("remaining", "") + " and "
                        + budget.text("reset", "") + " tell" + shared;
            default -> "";
        };
    }
}
