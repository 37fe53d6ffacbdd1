package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.MessageState;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.message.Settlement;
import io.tillbridge.message.Stamp;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.TranslationInputs;
import io.tillbridge.support.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Orders of a shop as they would be on record, by a seed; and a draft that treats them otherwise in every way there is. */
final class RecordedOrders {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String SUBJECT = "shopify.order";

    /** A version that no release ever reaches. */
    static final int DRAFT = 999;

    final HomeFiles files;
    final ConnectorCatalog plans;
    final MappingCatalog mappings;
    private final Random random;
    private final ObjectNode sample;

    RecordedOrders(long seed) {
        this.files = files();
        this.plans = ConnectorCatalog.strict(files);
        this.mappings = MappingCatalog.load(files);
        this.random = new Random(seed);
        this.sample = sample();
    }

    /** One order and the input that its translation reads. */
    record Order(UUID id, Instant receivedAt, ObjectNode document) {}

    Mapping version(int number) {
        return Objects.requireNonNull(mappings.version(SUBJECT, number));
    }

    /** A home with one connection, and the draft beside the shipped ones. */
    static HomeFiles files() {
        try {
            Path home = Files.createTempDirectory("recorded-orders");
            write(home, "config/connections/acme-us.connection.yaml", """
                    apiVersion: tillbridge/v1
                    kind: Connection
                    id: acme-us
                    connector: shopify
                    timezone: America/New_York
                    startAt: "2026-01-01T00:00:00Z"
                    settings: {shop: acme-us.myshopify.com, baseUrl: "https://acme-us.myshopify.com", defaultLocation: DC1}
                    secrets:
                      accessToken: {kind: env, name: TOKEN}
                      webhookSecrets: {kind: env, name: SECRETS}
                    """);
            write(home, "mappings/shopify/order/V%d__draft.mapping.yaml".formatted(DRAFT), draft());
            return HomeFiles.at(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The draft, which changes the first version, as a text. */
    static String draft() throws IOException {
        String text = Files.readString(Path.of("mappings/shopify/order/V001__orders.mapping.yaml"));
        return replace(
                text,
                "version: 1",
                "version: " + DRAFT,
                "from: email, via: [\"split(' ')\", first, lower], pii: true",
                "from: email, nulls: error, via: [trim], pii: true",
                "from: sku, via: [\"split('\\n')\", first], required: true",
                "from: sku, else: vendor, via: [upper], required: true",
                "      - {to: name, type: string, from: name}\n",
                "",
                "calc: unitPrice * quantity - discount",
                "calc: unitPrice * quantity",
                "from: taxes_included}",
                "from: taxes_included, nulls: error}",
                "via: [valuemap(shopify_payment_state)]}",
                "via: [valuemap(shopify_payment_state)], missing: set_null}",
                "asserts:",
                """
                  - {to: ext.shopify.note, type: string, from: note, pii: true}
                  - {to: ext.shopify.kind, type: string, from: reference, via: [valuemap(shopify_payment_state)]}
                asserts:
                  - {name: dollars, severity: warn, test: 'money = "USD"', with: {money: currency}}""");
    }

    private static String replace(String text, String... pairs) {
        String replaced = text;
        for (int i = 0; i < pairs.length; i += 2) {
            if (!replaced.contains(pairs[i])) {
                throw new IllegalStateException("the shipped mapping has no '" + pairs[i] + "' any more");
            }
            replaced = replaced.replace(pairs[i], pairs[i + 1]);
        }
        return replaced;
    }

    /** Orders, the newest last, an age of at most {@code age} before now. */
    List<Order> make(int count, Duration age) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = NOW.minus(age.multipliedBy(count - i).dividedBy(count));
            UUID id = new UUID(
                    at.toEpochMilli() << 16 | 0x7000L | (i & 0xFFF), 0x8000_0000_0000_0000L | random.nextInt());
            orders.add(new Order(id, at, document(i)));
        }
        return orders;
    }

    TranslationInput input(Order order) {
        return TranslationInputs.of(
                Objects.requireNonNull(plans.find("acme-us")),
                "orders",
                order.receivedAt(),
                Map.of("x-shopify-topic", "orders/create"),
                order.document(),
                order.document().path("id").asText(),
                Map.of("store", ExactJson.parse("\"ST7\"")));
    }

    /** Puts orders on record as posting would have, under version 1. */
    void record(DataSource database, List<Order> orders) throws SQLException {
        Stamp stamp = new Stamp(SUBJECT, 1, version(1).sha256(), 1, 1, 0);
        List<Settlement> settlements = orders.stream()
                .map(order -> settlement(
                        order.id(),
                        order.receivedAt(),
                        order.document().toString().getBytes(StandardCharsets.UTF_8),
                        MessageState.POSTED,
                        null,
                        stamp,
                        null))
                .toList();
        record(settlements, database);
    }

    /** Puts one document on record that no version translated. */
    void untranslated(
            DataSource database, Instant at, String body, MessageState state, String reason, @Nullable String holdKey)
            throws SQLException {
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7FFFL, 0x8000_0000_0000_0000L | random.nextInt());
        Settlement.Hold hold = holdKey == null ? null : new Settlement.Hold(HoldKey.parse(holdKey), NOW);
        record(List.of(settlement(id, at, body.getBytes(StandardCharsets.UTF_8), state, reason, null, hold)), database);
    }

    private static void record(List<Settlement> settlements, DataSource database) throws SQLException {
        Transactions.in(database, tx -> {
            new MessageStore(new ManualClock(NOW)).settle(tx, settlements);
            return Optional.empty();
        });
    }

    private static Settlement settlement(
            UUID id,
            Instant at,
            byte[] body,
            MessageState state,
            @Nullable String reason,
            @Nullable Stamp stamp,
            Settlement.@Nullable Hold hold) {
        AcceptedDocument accepted = new AcceptedDocument(
                id,
                null,
                "acme-us",
                "orders",
                null,
                null,
                at,
                "application/json",
                Map.of("x-shopify-topic", "orders/create"),
                body,
                null);
        return new Settlement(
                ReadyDocument.arrived(accepted),
                state,
                reason,
                null,
                stamp == null ? null : EventType.ORDER,
                null,
                stamp,
                at,
                hold,
                null,
                stamp == null ? null : "{\"store\":\"ST7\"}");
    }

    private ObjectNode document(int number) {
        ObjectNode order = sample.deepCopy();
        order.put("id", 1_000_000L + number);
        order.put("name", "#" + number);
        ArrayNode lines = order.putArray("line_items");
        for (int i = random.nextInt(3); i >= 0; i--) {
            ObjectNode line = (ObjectNode) sample.path("line_items").get(0).deepCopy();
            line.put("id", random.nextInt(1_000_000));
            line.put("sku", one("IPOD2009BLACK", "tee-red-m", "MUG", "", null, "cap"));
            line.put("current_quantity", 1 + random.nextInt(4));
            ((ObjectNode) line.at("/price_set/shop_money")).put("amount", one("19.90", "5.00", "0.99", "x", "120.5"));
            ((ObjectNode) line.at("/discount_allocations/0/amount_set/shop_money"))
                    .put("amount", one("0.00", "1.25", "3.1", "0.00"));
            lines.add(line);
        }
        order.put("email", one("jane@example.com", "Jane@Example.com", " ben@example.com", null, "a@b.c"));
        order.put("note", one(null, null, "ring twice"));
        order.put("reference", one(null, null, null, null, "paid", "moon", "sun"));
        order.put("financial_status", one("paid", "paid", "paid", "pending", "unheard-of"));
        order.put("currency", one("USD", "USD", "USD", "EUR", "JPY"));
        if (random.nextInt(20) == 0) {
            order.putNull("taxes_included");
        }
        return order;
    }

    private @Nullable String one(@Nullable String... values) {
        return values[random.nextInt(values.length)];
    }

    private static ObjectNode sample() {
        try {
            return (ObjectNode) ExactJson.parse(
                    Files.readAllBytes(Path.of("mappings/shopify/order/samples/one-line-discounted/in.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path home, String file, String text) throws IOException {
        Path target = home.resolve(file);
        Files.createDirectories(target.resolveSibling("."));
        Files.writeString(target, text);
    }
}
