package io.tillbridge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the shipped connectors say what their files say; what is written by hand stays. */
class ConnectorPageTest {

    private static final HomeFiles HOME = HomeFiles.only(Path.of("."));

    /** Every shipped connector but those of the demo, which share a page. */
    static Stream<String> connectors() {
        return HOME.list("config/connectors", ".connector.yaml").stream()
                .map(file -> file.replaceAll(".*/|\\.connector\\.yaml$", ""))
                .filter(name ->
                        !Set.of("accounting", "marketplace", "warehouse").contains(name));
    }

    /** Regenerate with {@code mvn test -Dtest=ConnectorPageTest -Dtillbridge.write=true}. */
    @ParameterizedTest
    @MethodSource("connectors")
    void thePageSaysWhatTheFilesSay(String connector) throws IOException {
        Path file = Path.of("src/docs/connectors/" + connector + ".md");
        String page = Files.readString(file);
        String expected = ConnectorPage.of(HOME, connector, page);
        if (Boolean.getBoolean("tillbridge.write")) {
            Files.writeString(file, expected);
        }

        assertThat(Files.readString(file))
                .as("regenerate with: mvn test -Dtest=ConnectorPageTest -Dtillbridge.write=true")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void thePageSaysWhatToDoAtTheOtherSideAndTheFolderLeadsToIt(String connector) throws IOException {
        String folder = "config/connectors/" + connector;
        Path page = Path.of("src/docs/connectors/" + connector + ".md");

        assertThat(page).content().contains("\n## At ", "\n## Known limits\n");
        assertThat(Path.of(folder, "README.md")).content().contains("(../../../" + page + ")");
        assertThat(Path.of(folder, connector + ".connector.yaml")).content().contains(page.toString());
        assertThat(Path.of("README.md")).content().contains("(" + page + ")");
    }

    @Test
    void renewingKeepsWhatStandsAroundTheMarkers() {
        String first = ConnectorPage.of(HOME, "warehouse", "# Warehouse\n\nClick here.\n") + "\nAsk Ana.\n";

        String again = ConnectorPage.of(HOME, "warehouse", first);

        assertThat(again)
                .isEqualTo(first)
                .startsWith("# Warehouse\n\nClick here.\n")
                .endsWith("\nAsk Ana.\n");
        assertThat(again)
                .contains("| `webhookSecrets` | secret_list | required | - |")
                .contains("Mapping `warehouse.receipt` V1");
    }

    private static String section(String connector, String title) {
        String page = ConnectorPage.of(HOME, connector, null);
        assertThat(page).contains("### " + title + "\n");
        return page.substring(page.indexOf("### " + title + "\n")).split("\n### ", 2)[0];
    }

    @Test
    void whatIsSentToAQueueATopicOrAFolderIsNamed() {
        assertThat(section("wms_jms", "Flows out")).contains("| queue `$(settings.orders)`, xml |");
        assertThat(section("kafka", "Flows out")).contains("| topic `$(settings.prefix).availability`, CloudEvents |");
        assertThat(section("legacy_pos_csv", "Flows out"))
                .contains("| file `$(settings.incoming)/PRICE_$(batch.id).csv`, csv |");
        assertThat(section("amazon", "Flows out"))
                .contains("`PATCH /listings/2021-08-01/items/$(settings.sellerId)/$(canonical.sku)`");
    }

    @Test
    void aFolderIsNamedByItsPath() {
        String file = "config/connectors/tills/tills.connector.yaml";
        HomeFiles home = HomeFiles.of(Map.of(file, """
                apiVersion: tillbridge/v1
                kind: Connector
                name: tills
                version: 1.0.0
                clients:
                  drop: {kind: directory, path: tills/in}
                """));

        assertThat(ConnectorPage.of(home, "tills", null)).contains("| `drop` | directory | tills/in |");
    }

    @Test
    void whatASettingAllowsIsToldBesideItsMeaning() {
        assertThat(section("wms_edi", "Settings"))
                .contains("| `usage` | string | P | one of P, T | ISA15: production or test |");
        assertThat(section("amazon", "Settings")).contains("| required | `^[A-Z]{3}$` | the marketplace");
    }

    @Test
    void addressAndProofOfAWebhookAreTold() {
        assertThat(section("shopify", "Webhooks"))
                .contains("`https://<hub>/hooks/<connection>/orders` | HMAC sha256 of the body, base64 in header"
                        + " X-Shopify-Hmac-Sha256; secret $(secrets.webhookSecrets) | header X-Shopify-Shop-Domain, equals"
                        + " $(settings.shop) | header X-Shopify-Webhook-Id, for P14D |");
        assertThat(section("square", "Webhooks")).contains("HMAC sha256 of `$(settings.notificationUrl)` and the body");
        assertThat(section("shipbob", "Webhooks")).contains("| standard_webhooks: secrets $(secrets.webhookSecrets) |");
    }

    @Test
    void callPagesAndCursorOfAPollAreTold() {
        assertThat(section("amazon", "Polls"))
                .contains("| `orders` | PT10M | `GET /orders/2026-01-01/orders` | `/orders` | cursor, token"
                        + " /pagination/nextToken, size 100, max 200 | field /lastUpdatedTime, type instant");
        assertThat(section("magento", "Polls")).contains("none: everything is read each time");
        assertThat(section("legacy_pos_jdbc", "Polls")).contains("| `sales` | PT20S |");
        assertThat(section("wms_edi", "Files"))
                .contains("| `announced` | `$(settings.outgoing)` | `^856.*` | every PT5M |");
        assertThat(section("wms_jms", "Queues and topics")).contains("| `stock` | queue $(settings.stock) | xml |");
    }

    @Test
    void limitsRightsAndErrorsAreTold() {
        assertThat(section("bigcommerce", "Limits")).contains("| `api` | 140 in any PT30S | 3 | PT30S | 10MB |");
        assertThat(section("bigcommerce", "What the account must be allowed"))
                .contains("| `GET /v2/orders` | orders_reconcile |")
                .contains("| `PUT /v3/inventory/adjustments/absolute` | availability |");
        assertThat(section("wms_jms", "What the account must be allowed"))
                .contains("| take from queue `$(settings.stock)` | stock |")
                .contains("| send to queue `$(settings.orders)` | orders |");
        assertThat(section("bigcommerce", "Errors of `api`")).contains("401 asks for new credentials once");
        assertThat(section("shopify", "Errors of one item of `availability`")).contains("| do rebuild");
    }
}
