package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.security.MissingSecretException;
import io.tillbridge.security.Secret;
import io.tillbridge.security.SecretVault;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** One connection of a home with its real partner and its real secrets. */
record LiveConnection(HomeFiles home, ConnectorCatalog catalog, ConnectionPlan plan, SecretVault vault, Clock clock) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The connection of an id.
     *
     * @throws IllegalArgumentException when there is none
     * @throws InvalidFilesException when its files, or others, have problems
     */
    static LiveConnection of(HomeFiles home, String id, SecretVault vault, Clock clock) {
        ConnectorCatalog catalog = ConnectorCatalog.strict(home);
        ConnectionPlan plan = catalog.find(id);
        if (plan == null) {
            throw new IllegalArgumentException("no connection '" + id + "'; there are "
                    + catalog.all().stream().map(ConnectionPlan::id).sorted().toList());
        }
        return new LiveConnection(home, catalog, plan, vault, clock);
    }

    Partners partners(CamelContext camel) {
        return new Partners(
                camel,
                reference -> values(reference),
                (condition, status, headers, document) -> Conditions.holds(
                        condition, document, name -> headers.get(name.toLowerCase(Locale.ROOT)), status),
                clock,
                new Random());
    }

    private List<String> values(SecretReference reference) {
        return vault.read(reference.kind(), reference.name(), reference.list()).stream()
                .map(Secret::reveal)
                .toList();
    }

    /** Values that must not be shown; those that are not in place are left out. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        for (SecretReference reference : plan.secrets().values()) {
            try {
                secrets.addAll(values(reference));
            } catch (MissingSecretException absent) {
                // A call that needs it says so
            }
        }
        return secrets;
    }

    /** What is said of secrets that are not in place. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        new TreeMap<>(plan.secrets()).forEach((name, reference) -> {
            try {
                values(reference);
            } catch (MissingSecretException absent) {
                missing.add(name + ": " + absent.getMessage());
            }
        });
        return missing;
    }

    String baseUrl(String client) {
        return plan.clients().get(client) instanceof HttpClientPlan http ? http.baseUrl() : "";
    }

    /** The same connection, one client of which calls another address. */
    LiveConnection calling(String client, String url) {
        String file = "config/connections/" + plan.id() + ".connection.yaml";
        Map<String, String> texts = new TreeMap<>();
        home.list("config", "").forEach(name -> texts.put(name, home.text(name)));
        home.list("mappings", "").forEach(name -> texts.put(name, home.text(name)));
        texts.put(file, redirected(home.text(file), client, url));
        return of(HomeFiles.of(texts), plan.id(), vault, clock);
    }

    private static String redirected(String text, String client, String url) {
        Object tree =
                new Load(LoadSettings.builder().setSchema(new FailsafeSchema()).build()).loadFromString(text);
        Map<String, Object> root = new TreeMap<>();
        ((Map<?, ?>) tree).forEach((key, value) -> root.put(String.valueOf(key), value));
        List<Object> overlay = new ArrayList<>();
        if (root.get("overlay") instanceof List<?> rows) {
            overlay.addAll(rows);
        }
        overlay.add(Map.of("target", "$.clients." + client + ".baseUrl", "do", "update", "value", url));
        root.put("overlay", overlay);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a connection file that was read cannot be written", e);
        }
    }
}
