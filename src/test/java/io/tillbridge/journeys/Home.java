package io.tillbridge.journeys;

import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The connections of the journeys, written as a layer over what the hub ships, and their secrets as files. */
final class Home {

    /** A lease lasts twice as long and more; the journeys that kill a hub wait for its end. */
    private static final String SHORT_CALLS = "  - {target: $.clients.api.timeout, do: insert, value: PT5S}\n";

    private final Path root;

    private Home(Path root) {
        this.root = root;
    }

    /**
     * Writes the layer and the secrets below {@code root}.
     *
     * @param hub the hub's own address, which Square signs
     */
    static Home write(Path root, String hub, Systems systems) {
        Home home = new Home(root);
        home.connection(
                "till",
                "square",
                """
                  baseUrl: "%s"
                  notificationUrl: "%s/hooks/till/events"
                  returnsTo: sellable
                  location1: L6KAXMZ50WFKS
                """.formatted(systems.register.url(), hub),
                Map.of("accessToken", "till-token", "signatureKey", "till-key"),
                "");
        home.connection(
                "kiosk",
                "square",
                """
                  baseUrl: "%s"
                  notificationUrl: "%s/hooks/kiosk/events"
                  returnsTo: sellable
                  location1: L6KAXMZ50WFKS
                """.formatted(systems.kiosk.url(), hub),
                Map.of("accessToken", "till-token", "signatureKey", "till-key"),
                // It is only read: nobody names its ids
                "  - {target: $.outbound.availability, do: remove}\n");
        home.connection(
                "shop",
                "shopify",
                """
                  shop: %s
                  baseUrl: "%s"
                  defaultLocation: ST1
                """.formatted(Signed.SHOP, systems.shop.url()),
                Map.of("accessToken", "shop-token", "webhookSecrets", "shop-webhooks"),
                """
                  - {target: $.inbound.orders_reconcile.source.every, do: update, value: PT2S}
                  - {target: $.clients.admin.timeout, do: insert, value: PT5S}
                """);
        home.connection(
                "warehouse",
                "warehouse",
                "  baseUrl: \"" + systems.warehouse.url() + "\"\n",
                Map.of("apiKey", "warehouse-token", "webhookSecrets", "warehouse-webhooks"),
                "  - {target: $.clients.api.timeout, do: insert, value: PT2S}\n");
        home.connection(
                "marketplace",
                "marketplace",
                "  baseUrl: \"" + systems.marketplace.url() + "\"\n  location: ST1\n",
                Map.of("token", "marketplace-token", "webhookSecrets", "marketplace-webhooks"),
                SHORT_CALLS);
        home.connection(
                "outlet",
                "marketplace",
                "  baseUrl: \"" + systems.outlet.url() + "\"\n  location: ST1\n",
                Map.of("token", "marketplace-token", "webhookSecrets", "marketplace-webhooks"),
                SHORT_CALLS + "  - {target: $.outbound.availability.giveUpAfter, do: insert, value: PT2S}\n");
        home.connection(
                "accounting",
                "accounting",
                "  baseUrl: \"" + systems.accounting.url() + "\"\n",
                Map.of("token", "accounting-token"),
                SHORT_CALLS
                        + "  - {target: $.clients.api.budget, do: update, value: {kind: fixed, rate: 2000/s, concurrency: 8}}\n");
        Map.of(
                        "till-token", "till-token",
                        "till-key", Signed.REGISTER_KEY,
                        "shop-token", "shop-token",
                        "shop-webhooks", Signed.SHOP_SECRET,
                        "warehouse-token", "warehouse-token",
                        "warehouse-webhooks", Signed.WAREHOUSE_SECRET,
                        "marketplace-token", "marketplace-token",
                        "marketplace-webhooks", "whsec_bWFya2V0cGxhY2Utd2ViaG9vay1zZWNyZXQ=",
                        "accounting-token", "accounting-token")
                .forEach((name, value) -> home.text(home.secrets().resolve(name), value));
        return home;
    }

    Path layer() {
        return root.resolve("layer");
    }

    Path secrets() {
        return root.resolve("partner-secrets");
    }

    private void connection(String id, String connector, String settings, Map<String, String> secrets, String overlay) {
        StringBuilder text = new StringBuilder("apiVersion: tillbridge/v1\nkind: Connection\nid: " + id
                + "\nconnector: " + connector + "\ntimezone: America/Los_Angeles\nstartAt: \"");
        text.append(Instant.now().minusSeconds(60)).append("\"\nsettings:\n").append(settings);
        text.append("secrets:\n");
        secrets.forEach((name, file) -> text.append("  " + name + ": {kind: file, name: " + file + "}\n"));
        text.append(overlay.isEmpty() ? "" : "overlay:\n" + overlay);
        text(layer().resolve("config/connections/" + id + ".connection.yaml"), text.toString());
    }

    private void text(Path file, String text) {
        WrittenFile.write(file, text);
    }
}
