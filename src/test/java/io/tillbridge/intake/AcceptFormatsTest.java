package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys of webhooks that are no plain JSON are read by the flow's format. */
class AcceptFormatsTest {

    private static AcceptKeys.Found keys(Format format, String receipt, String key, String body) {
        WebhookSource source = new WebhookSource(Plans.shopHmac(), null, 1000, Set.of(), format);
        return new AcceptKeys(Plans.flow("orders", source, Plans.pointer(receipt), Plans.pointer(key)))
                .of(new IncomingRequest("shop", "orders", Map.of(), bytes(body), false, "127.0.0.1"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void xmlFormsAndJsonWithinThemHaveKeys() {
        Format xml = new Format.Xml("Message", Set.of(), null);
        assertThat(keys(xml, "/Message/@id", "/Message/Order", "<Message id='7'><Order>A/1</Order></Message>"))
                .isEqualTo(new AcceptKeys.Found("7", "A/1"));
        Format form = new Format.Form(List.of(JsonPointer.compile("/payload")));
        assertThat(keys(form, "/n", "/payload/id", "n=1&payload=%7B%22id%22%3A2.50%7D"))
                .isEqualTo(new AcceptKeys.Found("1", "2.50"));
        Format json = new Format.Json(List.of(JsonPointer.compile("/data")));
        assertThat(keys(json, "/id", "/data/id", "{\"id\":1,\"data\":\"{\\\"id\\\":2}\"}"))
                .isEqualTo(new AcceptKeys.Found("1", "2"));
    }

    @Test
    void aMalformedBodyIsKeyedByItsHash() {
        Format xml = new Format.Xml("Message", Set.of(), null);
        assertThat(keys(xml, "/Message/@id", "/Message/Order", "<Message"))
                .isEqualTo(new AcceptKeys.Found("sha256:" + Sha256.hex(bytes("<Message")), null));
    }
}
