package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.partner.Traceparent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcceptKeysTest {

    private static AcceptKeys.Found keys(
            @Nullable KeyRule receipt, KeyRule key, String body, Map<String, String> headers) {
        AcceptKeys keys = new AcceptKeys(
                Plans.flow("orders", new WebhookSource(Plans.shopHmac(), null, 1, Set.of()), receipt, key));
        return keys.of(new IncomingRequest(
                "shop", "orders", headers, body.getBytes(StandardCharsets.UTF_8), false, "127.0.0.1"));
    }

    @Test
    void keysAreThoseThatPostingWouldReadFromTheParsedDocument() throws IOException {
        String body = """
                {"noise":{"id":7,"list":[1,{"id":8}]},"id":866550311766439020,"data":{"object":{"id":"a/b~c","price":1.50,
                "none":null,"empty":"","deep":[{"x":true},{"x":"é"}]}},"big":12345678901234567890.10}""";
        for (KeyRule rule : List.of(
                Plans.pointer("/id"),
                Plans.pointer("/data/object/id"),
                Plans.pointer("/data/object/id", "/id"),
                Plans.pointer("/data/object/price", "/big"),
                Plans.pointer("/data/object/deep/1/x"),
                Plans.pointer("/data/object/deep"),
                Plans.pointer("/data/object/none"),
                Plans.pointer("/data/object/empty"),
                Plans.pointer("/nowhere"),
                Plans.pointer("/id", "/nowhere"))) {
            String expected = Keys.of(rule, IntakeJson.MAPPER.readTree(body));
            assertThat(keys(rule, rule, body, Map.of()).receipt())
                    .as("%s", rule)
                    .isEqualTo(expected);
            assertThat(keys(null, rule, body, Map.of()).business())
                    .as("%s", rule)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aNumberThatNoDecimalCanBeIsNoJson() {
        AcceptKeys.Found found =
                keys(Plans.pointer("/data"), Plans.pointer("/data"), "{\"data\":{\"n\":1e99999999912}}", Map.of());
        assertThat(found.receipt()).startsWith("sha256:");
        assertThatThrownBy(() -> IntakeJson.read("{\"n\":1e99999999912}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("beyond what a decimal can have");
    }

    @Test
    void aBodyThatIsNotJsonIsKeyedByItsHashAndAHeaderNeedsNoBody() {
        AcceptKeys.Found broken = keys(Plans.pointer("/id"), Plans.pointer("/id"), "{\"x\":", Map.of());
        assertThat(broken.receipt()).startsWith("sha256:").hasSize(71);
        assertThat(broken.business()).isNull();
        AcceptKeys.Found byHeader =
                keys(new KeyRule.Header("X-Id"), Plans.pointer("/id"), "not json", Map.of("x-id", "d-1"));
        assertThat(byHeader.receipt()).isEqualTo("d-1");
        assertThat(keys(Plans.pointer("/id"), Plans.pointer("/id"), "", Map.of())
                        .receipt())
                .startsWith("sha256:");
    }

    @Test
    void aMissingReceiptIsNoKey() {
        assertThat(keys(null, Plans.pointer("/id"), "{}", Map.of()).receipt()).isNull();
        assertThat(keys(new KeyRule.Header("X-Id"), Plans.pointer("/id"), "{}", Map.of())
                        .receipt())
                .isNull();
        assertThat(keys(Plans.pointer("/a"), Plans.pointer("/id"), "{\"id\":1}", Map.of()))
                .isEqualTo(new AcceptKeys.Found(null, "1"));
    }

    @Test
    void messageIdsAreVersionSevenAndIncreaseInsideOneMillisecond() {
        MessageIds ids = new MessageIds(
                Clock.fixed(java.time.Instant.ofEpochMilli(1_700_000_000_000L), java.time.ZoneOffset.UTC));
        UUID before = ids.next();
        for (int i = 0; i < 10_000; i++) {
            UUID next = ids.next();
            assertThat(next.version()).isEqualTo(7);
            assertThat(next.toString()).isGreaterThan(before.toString());
            before = next;
        }
    }

    @Test
    void aValidTraceIsContinuedAndAnInvalidOneStartsAnother() {
        String incoming = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(Traceparent.continued(incoming))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .endsWith("-01")
                .isNotEqualTo(incoming)
                .matches(Traceparent::valid);
        assertThat(Traceparent.continued("cc" + incoming.substring(2) + "-what-comes-later"))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
        for (String invalid : List.of(
                "",
                "ff" + incoming.substring(2),
                incoming.replace("0af7651916cd43dd8448eb211c80319c", "0".repeat(32)),
                incoming.replace("b7ad6b7169203331", "0".repeat(16)),
                incoming.replace('a', 'A'),
                incoming + "-extra",
                incoming.substring(1))) {
            assertThat(Traceparent.continued(invalid))
                    .as(invalid)
                    .doesNotContain("0af7651916cd43dd8448eb211c80319c")
                    .matches(Traceparent::valid);
        }
    }
}
