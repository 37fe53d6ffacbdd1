package io.tillbridge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an OpenAPI document says becomes a connector that lints clean; what it does not say is told. */
class OpenApiScaffoldTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static final String ORDER = """
            components:
              schemas:
                Base: {type: object, properties: {id: {type: string}, updated_at: {type: string, format: date-time}}}
                Order:
                  allOf:
                    - {$ref: '#/components/schemas/Base'}
                    - type: object
                      properties:
                        currency: {type: string}
                        parent: {$ref: '#/components/schemas/Order'}
                        lines: {type: array, items: {type: object, properties: {sku: {type: string}, quantity: {type: number}}}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: http, scheme: basic} | {kind: basic, user: $(secrets.user), password: $(secrets.password)}
            {type: http, scheme: Bearer} | {kind: bearer, token: $(secrets.token)}
            {type: apiKey, in: header, name: X-Api-Key} | {kind: api_key, in: header, name: X-Api-Key, value: $(secrets.way)}
            {type: apiKey, in: query, name: key} | {kind: api_key, in: query, name: key, value: $(secrets.way)}
            {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: r, write: w}}}} | {kind: oauth2, grant: client_credentials, tokenUrl: "https://api.example.com/token", clientId: $(secrets.clientId), clientSecret: $(secrets.clientSecret), scopes: [read, write]}
            {type: oauth2, flows: {authorizationCode: {authorizationUrl: /a, tokenUrl: "https://id.example.com/t", scopes: {}}}} | {kind: oauth2, grant: refresh_token, tokenUrl: "https://id.example.com/t", clientId: $(secrets.clientId), clientSecret: $(secrets.clientSecret), refreshToken: $(secrets.refreshToken)}
            {type: openIdConnect, openIdConnectUrl: /x} | {kind: none}
            """)
    void credentialsBecomeAuthAndDeclaredSecrets(String scheme, String auth) {
        Scaffold.Files made = described(listing("", "{type: array, items: {$ref: '#/components/schemas/Order'}}")
                + "  securitySchemes: {way: " + scheme + "}\n");

        assertThat(connector(made)).contains("    auth: " + auth + "\n");
        ScaffoldTest.assertLintsClean(made);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            page limit | {} | {kind: page, size: 100} | {limit: $(page.size), page: $(page.number)}
            offset page_size | {total: {type: integer}} | {kind: offset, total: /total, size: 100} | {page_size: $(page.size), offset: $(page.offset)}
            cursor | {next_cursor: {type: string}} | {kind: cursor, token: /next_cursor} | {cursor: $(page.token)}
            starting_after | {has_more: {type: boolean}} | {kind: keyset, after: /id, more: /has_more} | {starting_after: $(page.after)}
            limit | {links: {type: object, properties: {next: {type: string, format: uri}}}} | {kind: link_body, link: /links/next, size: 100} | {limit: $(page.size)}
            updated_since page | {} | {kind: page} | {updated_since: $(cursor.from), page: $(page.number)}
            updated_at_min updated_at_max page | {} | {kind: page} | {updated_at_min: $(cursor.from), updated_at_max: $(cursor.to), page: $(page.number)}
            """)
    void parametersAndTheAnswerSayHowAListingGoesOn(String parameters, String beside, String pages, String query) {
        StringBuilder written = new StringBuilder();
        for (String name : parameters.split(" ", -1)) {
            written.append("        - {in: query, name: ").append(name).append(", schema: {type: string}}\n");
        }
        String members = beside.equals("{}") ? "" : ", " + beside.substring(1, beside.length() - 1);
        Scaffold.Files made = described(listing(
                written.toString(),
                "{type: object, properties: {orders: {type: array, items: {$ref: '#/components/schemas/Order'}}"
                        + members + "}}"));

        assertThat(connector(made)).contains("pages: " + pages + "\n", "query: " + query + "\n", "records: /orders\n");
        ScaffoldTest.assertLintsClean(made);
    }

    @Test
    void aListingThatSaysNothingOfPagesOrChangesSaysSoInItsFile() {
        Scaffold.Files made = described(listing("", "{type: array, items: {$ref: '#/components/schemas/Order'}}"));

        assertThat(connector(made))
                .contains("pages: {kind: none}", "cursor: {kind: full}", "# the description tells of no pages");
        assertThat(made.texts().get("mappings/acme/order/samples/first/in.json"))
                .contains("\"sku\": \"MUG\"");
    }

    @Test
    void whatAddressesNeedBecomesSettingsAndWhatNobodySaysIsTold() {
        Scaffold.Files made = described("""
                paths:
                  /shops/{shop_id}/orders:
                    parameters: [{in: path, name: shop_id, required: true, schema: {type: string}}]
                    get:
                      parameters:
                        - {in: header, name: X-Tenant, required: true, schema: {type: string}}
                        - {in: query, name: expand, required: true, schema: {type: string, enum: [lines]}}
                      responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}
                  /orders/{id}/shipments:
                    get: {responses: {"200": {content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}
                  /orders:
                    get: {responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}}
                  /colours:
                    get: {responses: {"200": {content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}
                """ + ORDER);

        assertThat(connector(made))
                .contains(
                        "get: /shops/$(settings.shopId)/orders",
                        "headers: {X-Tenant: $(settings.xTenant)}",
                        "query: {expand: lines}");
        assertThat(made.leftOut())
                .anyMatch(line -> line.startsWith("GET /orders/{id}/shipments: one listing per record of another"))
                .anyMatch(line -> line.startsWith("GET /orders: another listing of orders"))
                .anyMatch(line -> line.startsWith("GET /colours: its name is none of an event"));
        ScaffoldTest.assertLintsClean(made);
    }

    @Test
    void stockIsToldInBatchesWhereABodyHasAnArray() {
        Scaffold.Files made = described("""
                paths:
                  /inventory/bulk:
                    post:
                      requestBody:
                        content:
                          application/json:
                            schema:
                              type: object
                              properties:
                                levels: {type: array, items: {type: object, required: [mode], properties: {item_id: {type: string}, location_id: {type: string}, on_hand: {type: number}, mode: {type: string, enum: [set, add]}}}}
                      responses: {"204": {description: done}}
                """
                + listing("", "{type: array, items: {$ref: '#/components/schemas/Order'}}")
                        .replace("paths:\n", ""));

        assertThat(made.texts().get("mappings/acme/availability/V001__first.mapping.yaml"))
                .contains("batch: true", "to: levels[]", "{to: on_hand, type: decimal, from: available, write: number}")
                .contains("{to: mode, type: string, const: set} # of several", "from: $resolved.item}");
        assertThat(connector(made)).contains("item: {xref: acme.item, by: {fields: [sku]}}", "max: 100");
        ScaffoldTest.assertLintsClean(made);
    }

    @Test
    void aDocumentInJsonOfVersion30IsReadToo() {
        Scaffold.Files made = described("""
                {"openapi": "3.0.3", "servers": [{"url": "https://{host}/v1/", "variables": {"host": {"default": "eu.example.com"}}}],
                 "paths": {"/products": {"get": {"responses": {"200": {"content": {"application/json": {"examples": {"one": {"value":
                   [{"id": 1, "sku": "MUG", "price": 19.90, "currency": "EUR", "updated_at": "2026-01-05 10:00:00"}]}}}}}}}}}}""");

        assertThat(connector(made)).contains("default: \"https://eu.example.com/v1\"", "emits: item.upserted");
        assertThat(made.texts().get("mappings/acme/item/samples/first/in.json")).contains("\"price\": 19.90");
        assertThat(made.texts().get("mappings/acme/item/V001__first.mapping.yaml"))
                .contains(
                        "{to: revision, type: local_datetime, from: updated_at}",
                        "{to: price, type: money, from: price}");
        ScaffoldTest.assertLintsClean(made);
    }

    @Test
    void aDescriptionWithoutListingsStillGivesAddressAndCredentials() {
        Scaffold.Files made = described("components: {securitySchemes: {login: {type: http, scheme: basic}}}\n");

        assertThat(connector(made)).contains("https://api.example.com", "kind: basic", "kind: webhook-in");
        assertThat(made.decisions()).anyMatch(line -> line.startsWith("where documents come from"));
        ScaffoldTest.assertLintsClean(made);
    }

    @Test
    void aRealDocumentTakesThePlaceOfAComposedOne() {
        String orders =
                "{\"orders\": [{\"id\": \"A-77\", \"currency\": \"EUR\", \"lines\": [{\"sku\": \"CUP\", \"quantity\": 3}]}]}";
        String text = "openapi: 3.1.0\n" + listing("", "{type: array, items: {$ref: '#/components/schemas/Order'}}");
        Scaffold.Files made = Scaffold.of(new Scaffold.Known("acme", orders, null, null, text), TODAY);

        assertThat(made.texts().get("mappings/acme/order/samples/first/in.json"))
                .contains("A-77", "CUP");
        assertThat(made.decisions()).anyMatch(line -> line.contains("names no absolute address"));
        ScaffoldTest.assertLintsClean(made);
    }

    @Test
    void anOlderFormatIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> described("swagger: \"2.0\"\n")).hasMessageContaining("convert it to OpenAPI 3");
        assertThatThrownBy(() -> described("{a: [")).hasMessageContaining("neither JSON nor YAML");
    }

    private static String listing(String parameters, String schema) {
        return "paths:\n  /orders:\n    get:\n" + (parameters.isEmpty() ? "" : "      parameters:\n" + parameters)
                + "      responses: {\"200\": {content: {application/json: {schema: " + schema + "}}}}\n" + ORDER;
    }

    private static Scaffold.Files described(String rest) {
        String text = rest.startsWith("{") || rest.startsWith("swagger")
                ? rest
                : "openapi: 3.1.0\nservers: [{url: \"https://api.example.com\"}]\n" + rest;
        return Scaffold.of(new Scaffold.Known("acme", null, null, null, text), TODAY);
    }

    private static String connector(Scaffold.Files made) {
        return made.texts().getOrDefault("config/connectors/acme/acme.connector.yaml", "");
    }
}
